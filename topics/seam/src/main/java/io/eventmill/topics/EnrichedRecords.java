package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event as a record of an enriched topic, both ways: the JSON is the value as it is, what a
 * reader needs without looking into it stands in the headers. The partition is that of the raw
 * record it came from.
 */
public final class EnrichedRecords {
  private EnrichedRecords() {}

  /**
   * @param rawKey the raw record's key, passed on; the event's id where it has none
   * @param timestamp the raw record's timestamp, which the broker has accepted once and will again
   */
  public static ProducerRecord<byte[], byte[]> encode(
      String topic, byte[] rawKey, long timestamp, Event event) {
    int partition = event.origin().partition();
    byte[] id = event.id().getBytes(UTF_8);
    byte[] key = rawKey == null ? id : rawKey;
    var record = new ProducerRecord<>(topic, partition, timestampOf(timestamp), key, event.json());
    record
        .headers()
        .add(HeaderNames.ID, id)
        .add(HeaderNames.SOURCE, event.source().getBytes(UTF_8))
        .add(HeaderNames.TYPE, event.type().getBytes(UTF_8))
        .add(HeaderNames.TIME, bytes(event.timeMicros()))
        .add(HeaderNames.RECEIVED, bytes(event.receivedMillis()))
        .add(HeaderNames.ORIGIN, event.origin().toBytes());
    return record;
  }

  public static Event decode(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    if (record.value() == null) {
      throw new UndecodableRecordException("the record has no value");
    }
    HeaderReader headers = new HeaderReader(record.headers());
    return new Event(
        inPlace(headers.origin(), record),
        headers.id(),
        headers.source(),
        headers.type(),
        headers.timeMicros(),
        headers.receivedMillis(),
        record.value());
  }

  /** What came from raw partition p stands in partition p; all else was put there by others. */
  static Origin inPlace(Origin origin, ConsumerRecord<?, ?> record)
      throws UndecodableRecordException {
    if (origin.partition() != record.partition()) {
      throw new UndecodableRecordException(
          "the origin names raw partition %d, but the record stands in partition %d"
              .formatted(origin.partition(), record.partition()));
    }
    return origin;
  }

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** Null lets the producer take its clock: for raw records so old that they have no timestamp. */
  static Long timestampOf(long rawTimestamp) {
    return rawTimestamp < 0 ? null : rawTimestamp;
  }
}
