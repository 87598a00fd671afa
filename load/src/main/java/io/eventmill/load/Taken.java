package io.eventmill.load;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.ResultRow;
import io.eventmill.store.Accepted;

/**
 * A record read from a topic.
 *
 * @param origin of the raw record; null for a record that processing did not write
 * @param outcome what to store; null for a repeat, a raw record and a result's row
 * @param accepted a raw record to count; null for others and for a repeat
 * @param row a result's row; null for others
 */
record Taken(
    int partition,
    long offset,
    Origin origin,
    Outcome outcome,
    Accepted accepted,
    ResultRow row,
    int bytes) {
  Taken(int partition, long offset, Origin origin, Outcome outcome, Accepted accepted, int bytes) {
    this(partition, offset, origin, outcome, accepted, null, bytes);
  }

  boolean carries() {
    return outcome != null || accepted != null;
  }

  /** The same place, with nothing to store. */
  Taken asRepeat() {
    return new Taken(partition, offset, origin, null, null, 0);
  }
}
