package io.eventmill.store;

import java.util.Objects;

/**
 * @param limit events per page, 1 or more
 * @param after where the page before ended; null for the first page
 * @param oldestFirst newest first when false
 */
public record EventQuery(EventFilter filter, int limit, Cursor after, boolean oldestFirst) {
  public EventQuery {
    Objects.requireNonNull(filter, "filter is null");
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, found " + limit);
    }
  }
}
