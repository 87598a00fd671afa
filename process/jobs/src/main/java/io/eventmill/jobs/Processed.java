package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;

/**
 * What became of a raw record, with what the record that is written takes over from it.
 *
 * @param rawKey the raw record's key; null without one
 * @param timestamp the raw record's timestamp
 * @param event null when it failed
 * @param failed null when it did not
 */
public record Processed(byte[] rawKey, long timestamp, Event event, FailedEvent failed) {
  static Processed of(RawLogRecord raw, Outcome outcome) {
    return outcome instanceof Event event
        ? new Processed(raw.key(), raw.timestamp(), event, null)
        : new Processed(raw.key(), raw.timestamp(), null, (FailedEvent) outcome);
  }
}
