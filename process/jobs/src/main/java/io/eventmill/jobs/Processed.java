package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;

/**
 * What became of a raw record, with what the record that is written takes over from it. A field for
 * each kind of outcome, all but one of them null: Flink writes no field whose type is open.
 *
 * @param rawKey the raw record's key; null without one
 * @param timestamp the raw record's timestamp
 * @param topic where it goes; null for the topic of its kind
 */
public record Processed(
    byte[] rawKey, long timestamp, String topic, Event event, FailedEvent failed, Dropped dropped) {
  static Processed of(RawLogRecord raw, Outcome outcome) {
    return new Processed(
        raw.key(),
        raw.timestamp(),
        null,
        outcome instanceof Event event ? event : null,
        outcome instanceof FailedEvent failed ? failed : null,
        outcome instanceof Dropped dropped ? dropped : null);
  }

  /**
   * The event for another topic.
   *
   * @param sent what the client sent, without what steps hide
   */
  Processed routed(byte[] sent, String to) {
    Event asSent =
        new Event(
            event.origin(),
            event.id(),
            event.source(),
            event.type(),
            event.timeMicros(),
            event.receivedMillis(),
            sent);
    return new Processed(rawKey, timestamp, to, asSent, null, null);
  }
}
