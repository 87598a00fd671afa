package io.eventmill.pipeline;

/**
 * One entry of {@code enrich:}, not yet understood: the step of that name reads its own settings.
 *
 * @param kind e.g. {@code category}
 */
public record EnrichSpec(String kind, Section settings) {}
