/** Checking and enriching events, from a topic to a topic. */
package io.eventmill.benchmark.enrich;
