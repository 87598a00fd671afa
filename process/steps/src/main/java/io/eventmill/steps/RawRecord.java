package io.eventmill.steps;

import io.eventmill.event.Origin;
import java.util.Objects;

/**
 * A record of a raw topic, as processing gets it.
 *
 * @param id the event id from the record's header; null when another producer wrote it without
 * @param receivedMillis when it was accepted, epoch milliseconds
 * @param value the event as it came; null for a record without a value
 */
public record RawRecord(Origin origin, String id, long receivedMillis, byte[] value) {
  public RawRecord {
    Objects.requireNonNull(origin, "origin is null");
  }
}
