package io.eventmill.pipeline;

import java.time.Duration;

/**
 * The three topics of a source. Enriched and failed have as many partitions as raw.
 *
 * @param retention how long the log keeps records; null for the broker's default
 */
public record SourceTopics(
    String raw,
    String enriched,
    String failed,
    int partitions,
    short replication,
    Duration retention) {}
