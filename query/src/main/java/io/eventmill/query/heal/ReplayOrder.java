package io.eventmill.query.heal;

import io.eventmill.store.FailedFilter;
import java.time.Duration;

/**
 * Which failed events to replay, or to try.
 *
 * @param filter of which only those count that were not replayed
 * @param limit events at most, at least 1
 * @param from where an earlier order ended; null for the beginning
 * @param patience how long to work on it before saying how far it got
 */
public record ReplayOrder(FailedFilter filter, int limit, ReplayCursor from, Duration patience) {
  public ReplayOrder {
    filter = filter.notReplayed();
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", the least is 1");
    }
  }
}
