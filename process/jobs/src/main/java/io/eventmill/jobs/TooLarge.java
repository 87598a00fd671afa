package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.steps.EventSteps;
import io.eventmill.topics.TopicSettings;
import java.util.Arrays;

/**
 * Records that the log would not take once they are processed. The collector lets none in, but
 * other producers may: a compressed record can be far larger than the topic's limit. One of them
 * would stop the stream for good, so it fails, with its beginning and the place where all of it is.
 */
final class TooLarge {
  /** What is kept of it on the failed topic. */
  static final int BODY_BYTES_KEPT = 64 * 1024;

  static final int RAW_BYTES_MAX = TopicSettings.RAW_BYTES_MAX;

  /** A little below what the topic takes: room for headers and JSON around the texts. */
  static final int PROCESSED_BYTES_MAX = TopicSettings.PROCESSED_BYTES_MAX - 64 * 1024;

  private static final int ID_LENGTH_MAX = 1_024;

  private TooLarge() {}

  /** How many bytes the outcome's record may have, at most: a char takes up to three in UTF-8. */
  static long size(Outcome outcome) {
    if (outcome instanceof Event event) {
      return event.json().length + 3L * (event.id().length() + event.type().length());
    }
    if (outcome instanceof Dropped dropped) {
      return 3L * dropped.id().length(); // its note has no value
    }
    FailedEvent failed = (FailedEvent) outcome;
    return 2L * failed.body().length
        + 6L * (2L * failed.id().length() + failed.message().length())
        + failed.sender().size();
  }

  static boolean is(Outcome outcome) {
    return size(outcome) > PROCESSED_BYTES_MAX;
  }

  /** Whether it becomes an event. */
  static boolean passes(Outcome outcome) {
    return outcome instanceof Event && !is(outcome);
  }

  static Processed refuse(RawLogRecord raw, String topic, String source, Origin origin) {
    byte[] value = raw.value() == null ? new byte[0] : raw.value();
    byte[] kept = Arrays.copyOf(value, Math.min(value.length, BODY_BYTES_KEPT));
    boolean goodId = raw.id() != null && raw.id().length() <= ID_LENGTH_MAX;
    String message =
        ("the record has %d bytes, the limit is %d (less where processing makes it larger);"
                + " its first %d are kept here, all of it stands on %s, partition %d, offset %d")
            .formatted(
                raw.size(), RAW_BYTES_MAX, kept.length, topic, raw.partition(), raw.offset());
    FailedEvent failed =
        new FailedEvent(
            origin,
            goodId ? raw.id() : origin.asId(),
            source,
            EventSteps.STAGE,
            Reason.TOO_LARGE,
            message,
            null,
            null,
            raw.receivedMillis(),
            raw.attempt(),
            Sender.UNKNOWN, // its key may be what is too large
            kept);
    return Processed.of(raw, failed);
  }
}
