package io.eventmill.event;

import java.util.Objects;

/**
 * An event that could not be processed, with the reason and the bytes as they came. Nothing about
 * it is lost: {@code body} is what stood on the raw topic.
 *
 * @param stage which stage refused it, e.g. {@code process}
 * @param message one sentence for people: what, where, what was found, what would be right
 * @param pointer JSON pointer of the offending field, or null when it is the whole body
 * @param schema subject and version it was checked against, or null
 * @param attempts how often it has been processed, 1 the first time, one more with each replay
 * @param sender what the raw record said beside the event
 * @param body the raw record's value; empty for a record without a value
 */
public record FailedEvent(
    Origin origin,
    String id,
    String source,
    String stage,
    Reason reason,
    String message,
    String pointer,
    String schema,
    long receivedMillis,
    int attempts,
    Sender sender,
    byte[] body)
    implements Outcome {
  public FailedEvent {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(stage, "stage is null");
    Objects.requireNonNull(reason, "reason is null");
    Objects.requireNonNull(message, "message is null");
    Objects.requireNonNull(sender, "sender is null");
    Objects.requireNonNull(body, "body is null");
  }

  /** The event's id; null when it had none and is called by its place. */
  public String ownId() {
    return id.equals(origin.asId()) ? null : id;
  }
}
