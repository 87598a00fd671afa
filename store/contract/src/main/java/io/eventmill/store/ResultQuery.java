package io.eventmill.store;

import io.eventmill.store.EventFilter.FieldIs;
import java.util.List;
import java.util.Objects;

/**
 * Which rows of a result, as a page in the order of time, then of id (as code points).
 *
 * @param result of a pipeline, e.g. {@code events_aggregation}
 * @param version of its definition
 * @param fromMicros time at or after; null = no bound
 * @param toMicros time before; null = no bound
 * @param where each must hold, on the row's JSON
 * @param limit rows per page, 1 or more
 * @param after where the page before ended; null for the first page
 */
public record ResultQuery(
    String result,
    String version,
    Long fromMicros,
    Long toMicros,
    List<FieldIs> where,
    int limit,
    ResultCursor after,
    boolean oldestFirst) {
  public ResultQuery {
    Objects.requireNonNull(result, "result is null");
    Objects.requireNonNull(version, "version is null");
    where = List.copyOf(where);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, found " + limit);
    }
  }
}
