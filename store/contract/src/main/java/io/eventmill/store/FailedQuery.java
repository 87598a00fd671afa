package io.eventmill.store;

import io.eventmill.event.Origin;
import java.util.Objects;

/**
 * One page of failed events.
 *
 * @param oldestFirst by received time and origin; otherwise newest first
 * @param after where the page before ended; null for the first page
 * @param limit rows at most, at least 1
 */
public record FailedQuery(FailedFilter filter, boolean oldestFirst, After after, int limit) {
  public FailedQuery {
    Objects.requireNonNull(filter, "filter is null");
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", the least is 1");
    }
  }

  /** The last row of a page. */
  public record After(long receivedMillis, Origin origin) {}
}
