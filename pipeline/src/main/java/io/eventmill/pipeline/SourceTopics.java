package io.eventmill.pipeline;

import java.time.Duration;

/**
 * The topics of a source. Enriched, failed and dropped have as many partitions as raw.
 *
 * @param retention how long the log keeps records; null for the broker's default
 */
public record SourceTopics(
    String raw,
    String enriched,
    String failed,
    String dropped,
    int partitions,
    short replication,
    Duration retention) {}
