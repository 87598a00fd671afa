package io.eventmill.steps.archive;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import java.util.Objects;

/**
 * A row of a lake: one record and where it stood.
 *
 * @param origin the raw record that it is, or came from
 * @param id of the event: by header, by its field, else by its origin, as everywhere
 * @param type null when the event does not say it
 * @param timeMicros event time, epoch microseconds; null when the event does not say it
 * @param receivedMillis when it was accepted, epoch milliseconds
 * @param attempt how often the event has been processed with this time
 * @param sender what the record says beside the event
 * @param event the event's JSON on one line, UTF-8; null for what is not JSON
 * @param bytes the value of a record that is not JSON; null for one that is, or has no value
 */
public record LakeRow(
    Origin origin,
    String id,
    String type,
    Long timeMicros,
    long receivedMillis,
    int attempt,
    Sender sender,
    byte[] event,
    byte[] bytes) {
  public LakeRow {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(sender, "sender is null");
  }
}
