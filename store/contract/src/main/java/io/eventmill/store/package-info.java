/**
 * What a store promises: a write half, a read half, and the questions as records. Each store module
 * owns its schema, its writing and its reading, and passes the contract tests of the testkit.
 */
package io.eventmill.store;
