package io.eventmill.load;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.store.Accepted;

/**
 * A record read from a topic.
 *
 * @param origin of the raw record; null for a record that processing did not write
 * @param outcome what to store; null for a repeat and for a raw record
 * @param accepted a raw record to count; null for others and for a repeat
 */
record Taken(
    int partition, long offset, Origin origin, Outcome outcome, Accepted accepted, int bytes) {
  boolean carries() {
    return outcome != null || accepted != null;
  }

  /** The same place, with nothing to store. */
  Taken asRepeat() {
    return new Taken(partition, offset, origin, null, null, 0);
  }
}
