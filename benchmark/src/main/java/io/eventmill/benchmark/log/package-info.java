/**
 * Races from a topic to a topic: the input lies ready, the clock looks at the ends of the output.
 */
package io.eventmill.benchmark.log;
