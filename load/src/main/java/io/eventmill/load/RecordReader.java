package io.eventmill.load;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.event.ResultRow;
import io.eventmill.event.Sender;
import io.eventmill.load.LoadedTopic.Kind;
import io.eventmill.store.Accepted;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.RawHeaders;
import io.eventmill.topics.ResultRecords;
import io.eventmill.topics.UndecodableRecordException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record says. One that processing cannot have written becomes a failed event of its own, so
 * that it is seen and the stream goes on.
 */
final class RecordReader {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
  private static final String STAGE = "load";
  private static final byte[] NO_BODY = {};

  private final FailedRecords failedRecords = new FailedRecords();

  /**
   * @param topicId of the topic the record stands on, for the origin of one that has none
   */
  Taken read(ConsumerRecord<byte[], byte[]> record, LoadedTopic topic, UUID topicId) {
    int partition = record.partition();
    long offset = record.offset();
    if (topic.kind() == Kind.RAW) {
      Accepted accepted = accepted(record, topic.source(), topicId);
      return new Taken(partition, offset, accepted.origin(), null, accepted, 0);
    }
    int bytes = record.value() == null ? 0 : record.value().length;
    if (topic.kind() == Kind.RESULT) {
      return new Taken(partition, offset, null, null, null, row(record), bytes);
    }
    try {
      Outcome outcome = outcome(record, topic.kind());
      return new Taken(partition, offset, outcome.origin(), outcome, null, bytes);
    } catch (UndecodableRecordException e) {
      return new Taken(partition, offset, null, foreign(record, topicId, e), null, bytes);
    }
  }

  private Outcome outcome(ConsumerRecord<byte[], byte[]> record, Kind kind)
      throws UndecodableRecordException {
    return switch (kind) {
      case ENRICHED -> EnrichedRecords.decode(record);
      case FAILED -> failedRecords.decode(record);
      case DROPPED -> DroppedRecords.decode(record);
      case RAW, RESULT -> throw new IllegalArgumentException("a " + kind + " record is no outcome");
    };
  }

  /** Null for what no job wrote: a result is made anew from its events, so nothing is lost. */
  private static ResultRow row(ConsumerRecord<byte[], byte[]> record) {
    try {
      return ResultRecords.decode(record);
    } catch (UndecodableRecordException e) {
      LOG.warn(
          "{}-{} offset {} is passed over, no job of this server wrote it: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  private static Accepted accepted(ConsumerRecord<?, ?> record, String source, UUID topicId) {
    RawHeaders headers = RawHeaders.of(record);
    return new Accepted(
        place(record, topicId), source, headers.receivedMillis(), headers.replayOf());
  }

  private static Origin place(ConsumerRecord<?, ?> record, UUID topicId) {
    return new Origin(
        topicId.getMostSignificantBits(),
        topicId.getLeastSignificantBits(),
        record.partition(),
        record.offset());
  }

  private static FailedEvent foreign(
      ConsumerRecord<byte[], byte[]> record, UUID topicId, UndecodableRecordException e) {
    Origin origin = place(record, topicId);
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
        Sender.UNKNOWN,
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
            Sender.UNKNOWN,
            body);
    return new Taken(
        taken.partition(), taken.offset(), taken.origin(), failed, null, taken.bytes());
  }

  /** A failed event whose bytes the store will never take: says where they are. */
  static Taken withoutBytes(Taken taken, String topic, RuntimeException e) {
    FailedEvent was = (FailedEvent) taken.outcome();
    String message =
        was.message()
            + " Its "
            + was.body().length
            + " bytes are not here, but on topic "
            + topic
            + ", partition "
            + taken.partition()
            + ", offset "
            + taken.offset()
            + ", as long as that keeps them: "
            + e.getMessage();
    FailedEvent failed =
        new FailedEvent(
            was.origin(),
            was.id(),
            was.source(),
            was.stage(),
            was.reason(),
            message,
            was.pointer(),
            was.schema(),
            was.receivedMillis(),
            was.attempts(),
            was.sender(),
            NO_BODY);
    return new Taken(
        taken.partition(), taken.offset(), taken.origin(), failed, null, taken.bytes());
  }
}
