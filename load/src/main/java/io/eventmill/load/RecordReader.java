package io.eventmill.load;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.UndecodableRecordException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record says. One that processing cannot have written becomes a failed event of its own, so
 * that it is seen and the stream goes on.
 */
final class RecordReader {
  private static final String STAGE = "load";
  private static final byte[] NO_BODY = {};

  private final FailedRecords failedRecords = new FailedRecords();

  /** Either half of a source's results. */
  enum Kind {
    ENRICHED,
    FAILED
  }

  /**
   * @param topicId of the topic the record stands on, for the origin of one that has none
   */
  Taken read(ConsumerRecord<byte[], byte[]> record, Kind kind, UUID topicId) {
    int bytes = record.value() == null ? 0 : record.value().length;
    try {
      Outcome outcome =
          kind == Kind.ENRICHED ? EnrichedRecords.decode(record) : failedRecords.decode(record);
      return new Taken(record.partition(), record.offset(), outcome.origin(), outcome, bytes);
    } catch (UndecodableRecordException e) {
      return new Taken(
          record.partition(), record.offset(), null, foreign(record, topicId, e), bytes);
    }
  }

  private static FailedEvent foreign(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, UndecodableRecordException e) {
    Origin origin =
        new Origin(
            topicId.getMostSignificantBits(),
            topicId.getLeastSignificantBits(),
            record.partition(),
            record.offset());
    return new FailedEvent(
        origin,
        origin.asId(),
        record.topic(),
        STAGE,
        Reason.FOREIGN_RECORD,
        "topic "
            + record.topic()
            + " holds a record that processing did not write: "
            + e.getMessage(),
        null,
        null,
        record.timestamp(),
        1,
        record.value() == null ? NO_BODY : record.value());
  }

  /** An event that the store will never take, whatever comes with it. */
  static Taken refused(Taken taken, RuntimeException e) {
    Outcome was = taken.outcome();
    byte[] body = was instanceof io.eventmill.event.Event event ? event.json() : NO_BODY;
    FailedEvent failed =
        new FailedEvent(
            was.origin(),
            was.id(),
            was.source(),
            STAGE,
            Reason.STORE_REFUSED,
            "the store refused the event: " + e.getMessage(),
            null,
            null,
            was.receivedMillis(),
            1,
            body);
    return new Taken(taken.partition(), taken.offset(), taken.origin(), failed, taken.bytes());
  }
}
