package io.eventmill.store;

import java.util.List;

/**
 * How many events there are of each combination of values.
 *
 * @param fields JSON pointers, or {@code type} / {@code source}; one or more
 * @param limit groups that are told, the first ones in order; 1 or more
 */
public record GroupQuery(EventFilter filter, List<String> fields, int limit) {
  public GroupQuery {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || limit < 1) {
      throw new IllegalArgumentException(
          "one field or more and a limit of 1 or more, found " + fields + " and " + limit);
    }
  }
}
