package io.eventmill.pipeline;

import java.time.Duration;

/**
 * The topic of a route. Has as many partitions as the raw topic that has most of them.
 *
 * @param retention how long the log keeps records; null for the broker's default
 */
public record RoutedTopic(String name, short replication, Duration retention) {}
