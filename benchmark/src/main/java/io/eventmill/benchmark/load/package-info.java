/** Bench: from a topic into a store. */
package io.eventmill.benchmark.load;
