package io.eventmill.store;

import java.util.Objects;

/**
 * @param intervalMicros width of a bucket; buckets begin at multiples of it since the epoch
 * @param by JSON pointer of a field to split each bucket by, {@code type} or {@code source} for the
 *     event's own, or null for one series
 */
public record HistogramQuery(EventFilter filter, long intervalMicros, String by) {
  public HistogramQuery {
    Objects.requireNonNull(filter, "filter is null");
    if (intervalMicros < 1) {
      throw new IllegalArgumentException(
          "a bucket is at least 1 microsecond wide, found " + intervalMicros);
    }
  }
}
