package io.eventmill.simulate.clickstream;

/**
 * What a run did.
 *
 * @param events made, each put once
 */
public record ClickstreamReport(long events) {}
