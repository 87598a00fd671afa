package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A failed event as a record of a failed topic, both ways. The value tells all of it in JSON, see
 * {@link FailedJson}; headers repeat what a reader may want to know without looking into it. The
 * partition is that of the raw record it came from. Not for sharing between threads.
 */
public final class FailedRecords {
  private final FailedJson json = new FailedJson();

  /**
   * @param rawKey the raw record's key, passed on; may be null
   * @param timestamp the raw record's timestamp
   */
  public ProducerRecord<byte[], byte[]> encode(
      String topic, byte[] rawKey, long timestamp, FailedEvent failed) {
    var record =
        new ProducerRecord<>(
            topic,
            failed.origin().partition(),
            EnrichedRecords.timestampOf(timestamp),
            rawKey,
            json.write(failed));
    record
        .headers()
        .add(HeaderNames.ID, failed.id().getBytes(UTF_8))
        .add(HeaderNames.SOURCE, failed.source().getBytes(UTF_8))
        .add(HeaderNames.REASON, failed.reason().name().getBytes(UTF_8))
        .add(HeaderNames.RECEIVED, EnrichedRecords.bytes(failed.receivedMillis()))
        .add(HeaderNames.ORIGIN, failed.origin().toBytes());
    return record;
  }

  public FailedEvent decode(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    if (record.value() == null) {
      throw new UndecodableRecordException("the record has no value");
    }
    FailedEvent failed = json.read(record.value());
    EnrichedRecords.inPlace(failed.origin(), record);
    return failed;
  }
}
