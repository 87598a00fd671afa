package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;
import io.eventmill.event.ResultRow;

/**
 * What a batch gives: the outcome of one stored record, or a row of a result. A field for each
 * kind, all but one of them null: Flink writes no field whose type is open.
 *
 * @param key of what may be the same event; a result's row has none of its own
 * @param order of those of one key
 */
public record BatchRow(
    KeyHash key, long order, Event event, FailedEvent failed, Dropped dropped, ResultRow row) {
  private static final KeyHash NO_KEY = new KeyHash(0, 0);

  static BatchRow of(KeyHash key, long order, Outcome outcome) {
    return new BatchRow(
        key,
        order,
        outcome instanceof Event event ? event : null,
        outcome instanceof FailedEvent failed ? failed : null,
        outcome instanceof Dropped dropped ? dropped : null,
        null);
  }

  static BatchRow of(ResultRow row) {
    return new BatchRow(NO_KEY, 0, null, null, null, row);
  }

  /** Null for a result's row. */
  Outcome outcome() {
    return event != null ? event : failed != null ? failed : dropped;
  }
}
