package io.eventmill.steps;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import java.util.Objects;

/**
 * A record of a raw topic, as processing gets it.
 *
 * @param id the event id from the record's header; null when another producer wrote it without
 * @param receivedMillis when it was accepted, epoch milliseconds
 * @param attempt how often the event has been processed with this time; 1 but for a replay
 * @param sender what else the record says; a failed event keeps it
 * @param value the event as it came; null for a record without a value
 */
public record RawRecord(
    Origin origin, String id, long receivedMillis, int attempt, Sender sender, byte[] value) {
  public RawRecord {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(sender, "sender is null");
  }
}
