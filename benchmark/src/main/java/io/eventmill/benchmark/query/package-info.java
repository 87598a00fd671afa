/** Bench: questions to a store that is full. */
package io.eventmill.benchmark.query;
