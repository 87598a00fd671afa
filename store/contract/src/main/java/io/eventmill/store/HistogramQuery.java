package io.eventmill.store;

/**
 * @param intervalMicros width of a bucket; buckets begin at multiples of it since the epoch
 * @param by JSON pointer of a field to split each bucket by, {@code type} for the event's type, or
 *     null for one series
 */
public record HistogramQuery(EventFilter filter, long intervalMicros, String by) {}
