package io.eventmill.store;

/**
 * @param startMicros first instant of the bucket, epoch microseconds
 * @param value the split field's value; null where the event lacks it or nothing is split
 */
public record HistogramBucket(long startMicros, String value, long count) {}
