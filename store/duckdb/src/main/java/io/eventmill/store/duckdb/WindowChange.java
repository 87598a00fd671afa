package io.eventmill.store.duckdb;

/**
 * A count that a window of a group has more, or less, than before.
 *
 * @param group as {@link io.eventmill.store.CountCell} writes it
 */
record WindowChange(String result, String version, String group, long timeMicros, long count) {}
