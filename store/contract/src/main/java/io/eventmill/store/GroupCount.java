package io.eventmill.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * @param values one per field asked for, as text; null where the events lack it
 */
public record GroupCount(List<String> values, long count) {
  public GroupCount {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
