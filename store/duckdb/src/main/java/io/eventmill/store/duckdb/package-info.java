/** The embedded store: one DuckDB file, written and read by this process alone. */
package io.eventmill.store.duckdb;
