/** The relational store: results and reference tables in PostgreSQL. */
package io.eventmill.store.postgres;
