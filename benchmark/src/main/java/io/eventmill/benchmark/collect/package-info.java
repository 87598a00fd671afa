/** Collectors side by side: from HTTP to a topic. */
package io.eventmill.benchmark.collect;
