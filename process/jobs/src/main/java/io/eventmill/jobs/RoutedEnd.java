package io.eventmill.jobs;

/**
 * How far a partition of a routed topic was when a checkpoint was made.
 *
 * @param rawHigh upper half of the id of the raw topic whose events are meant
 * @param rawLow lower half of it
 * @param end where the partition ended: what was written behind the checkpoint stands from there
 *     on; -1 when that was not known
 * @param highest offset on raw of what stands there before, also of what a run that died wrote
 *     before this one came so far; -1 for nothing
 */
public record RoutedEnd(
    long rawHigh, long rawLow, String topic, int partition, long end, long highest) {}
