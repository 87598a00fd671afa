package io.eventmill.store;

import io.eventmill.event.Reason;

/**
 * Which failed events; null asks for any.
 *
 * @param fromMillis received at or after, epoch milliseconds
 * @param toMillis received before, epoch milliseconds
 * @param replayed true: only those that were replayed; false: only those that were not
 */
public record FailedFilter(
    String id, String source, Reason reason, Long fromMillis, Long toMillis, Boolean replayed) {
  public static final FailedFilter ALL = new FailedFilter(null, null, null, null, null, null);

  public FailedFilter notReplayed() {
    return new FailedFilter(id, source, reason, fromMillis, toMillis, false);
  }
}
