package io.eventmill.store;

import io.eventmill.event.Origin;
import java.util.List;

/** The failed events in a store. Safe for threads; fails as {@link EventReader} does. */
public interface FailedReader {
  /** Rows in the order of the query; pages never skip or repeat a row. */
  List<StoredFailure> find(FailedQuery query);

  long count(FailedFilter filter);

  /** Largest group first, ties by source and reason; at most limit. */
  List<FailedGroup> groups(FailedFilter filter, int limit);

  /** The failure of one raw record; null when it has none. */
  StoredFailure byOrigin(Origin origin);
}
