package io.eventmill.query.heal;

import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedQuery.After;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.util.List;

/**
 * Failed events, oldest first, in pieces whose size follows the size of their bodies, so that
 * memory is bounded.
 */
final class Unreplayed {
  private static final int FIRST = 50;

  private final FailedReader failures;
  private final FailedFilter filter;
  private final ReplayLimits limits;
  private int piece = FIRST;

  Unreplayed(FailedReader failures, FailedFilter filter, ReplayLimits limits) {
    this.failures = failures;
    this.filter = filter;
    this.limits = limits;
  }

  /** None when there are no more. */
  List<StoredFailure> behind(After after) {
    int limit = Math.min(piece, limits.batch());
    List<StoredFailure> rows = failures.find(new FailedQuery(filter, true, after, limit));
    if (!rows.isEmpty()) {
      long bytes = rows.stream().mapToLong(r -> r.failed().body().length + 400L).sum();
      long fitting = limits.batchBytes() / Math.max(1, bytes / rows.size());
      piece = (int) Math.max(1, Math.min(limits.batch(), fitting));
    }
    return rows;
  }

  boolean isAny(After after) {
    return !failures.find(new FailedQuery(filter, true, after, 1)).isEmpty();
  }
}
