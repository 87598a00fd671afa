package io.eventmill.steps.enrich;

/**
 * A row that an event cannot do without.
 *
 * @param lookup its place among the pipeline's lookups
 * @param key the value of the key column, as a text
 */
public record WantedRow(int lookup, String key) {}
