package io.eventmill.jobs;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.enrich.LookupRow;

/**
 * A record of a raw topic as it travels through a job.
 *
 * @param timestamp the record's own, as Kafka has it
 * @param receivedMillis when the event was accepted
 * @param id the event's id by header; null without one
 * @param attempt how often the event has been processed with this time
 * @param sender key, address and such, for what fails
 * @param value null without one
 * @param rows what has been looked up for it; null for nothing
 */
public record RawLogRecord(
    int partition,
    long offset,
    long timestamp,
    long receivedMillis,
    String id,
    int attempt,
    Sender sender,
    byte[] value,
    LookupRow[] rows) {
  RawLogRecord withRows(LookupRow[] found) {
    return new RawLogRecord(
        partition, offset, timestamp, receivedMillis, id, attempt, sender, value, found);
  }

  /** As the steps take it. */
  RawRecord record(Origin origin) {
    return new RawRecord(origin, id, receivedMillis, attempt, sender, value);
  }

  /** Null without one. */
  byte[] key() {
    return sender.key();
  }

  /** About how many bytes it has. */
  long size() {
    return (id == null ? 0 : id.length())
        + (long) (key() == null ? 0 : key().length)
        + (value == null ? 0 : value.length);
  }
}
