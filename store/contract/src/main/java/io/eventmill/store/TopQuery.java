package io.eventmill.store;

import java.util.Objects;

/**
 * @param field JSON pointer, or {@code type} / {@code source}
 * @param limit how many values
 */
public record TopQuery(EventFilter filter, String field, int limit) {
  public TopQuery {
    Objects.requireNonNull(filter, "filter is null");
    Objects.requireNonNull(field, "field is null");
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, found " + limit);
    }
  }
}
