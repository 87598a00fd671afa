package io.eventmill.pipeline;

/**
 * Which store answers what.
 *
 * @param search store of events, e.g. {@code duckdb}
 */
public record Stores(String search) {}
