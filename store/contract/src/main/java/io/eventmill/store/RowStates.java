package io.eventmill.store;

import io.eventmill.event.ResultRow;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which state of a row holds: the later, but for one case. A conversion that is sent again after
 * everything about it has been forgotten comes out late, and with fewer touches than it had. Such a
 * row does not take the place of the one before. Not for sharing between threads.
 */
public final class RowStates {
  private static final int NONE = -1;

  private final JsonFields fields = JsonFields.of(List.of("/late", "/touch_count"));
  private final JsonScanner scan = new JsonScanner(fields, JsonScanner.DEPTH_MAX_LIMIT);

  /** What names a row. */
  public record Key(String result, String version, String id) {
    public static Key of(ResultRow row) {
      return new Key(row.result(), row.version(), row.id());
    }
  }

  /** The stored states of these rows, by their keys; a row that is not stored is absent. */
  public interface Stored<E extends Exception> {
    Map<Key, ResultRow> of(Collection<ResultRow> rows) throws E;
  }

  /**
   * What is to be written, each row once.
   *
   * @param rows in the order in which they came
   * @param stored is asked for those only that may have to stand back
   */
  public <E extends Exception> Collection<ResultRow> toWrite(List<ResultRow> rows, Stored<E> stored)
      throws E {
    Map<Key, ResultRow> states = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      states.merge(Key.of(row), row, (before, next) -> holds(before, next) ? before : next);
    }
    List<ResultRow> late = new ArrayList<>();
    for (ResultRow row : states.values()) {
      if (lateTouches(row) != NONE) {
        late.add(row);
      }
    }
    if (!late.isEmpty()) {
      Map<Key, ResultRow> before = stored.of(late);
      for (ResultRow row : late) {
        ResultRow there = before.get(Key.of(row));
        if (there != null && holds(there, row)) {
          states.remove(Key.of(row));
        }
      }
    }
    return states.values();
  }

  /** Whether the former stays: of the same conversion, of the same time, and it knows more. */
  private boolean holds(ResultRow before, ResultRow next) {
    int late = lateTouches(next);
    return late != NONE && before.timeMicros() == next.timeMicros() && touches(before) > late;
  }

  /** Of a row that came late, how many touches it knows of; else {@link #NONE}. */
  private int lateTouches(ResultRow row) {
    int touches = touches(row);
    return touches != NONE && scan.kind(fields.indexOf("/late")) == JsonKind.TRUE ? touches : NONE;
  }

  /** {@link #NONE} for what is no row of an attribution. */
  private int touches(ResultRow row) {
    try {
      scan.scan(row.json());
      int field = fields.indexOf("/touch_count");
      return scan.kind(field) == JsonKind.NUMBER ? Integer.parseInt(scan.text(field)) : NONE;
    } catch (JsonSyntaxException | NumberFormatException e) {
      return NONE;
    }
  }
}
