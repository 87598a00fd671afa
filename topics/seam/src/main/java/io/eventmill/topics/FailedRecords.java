package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Sender;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A failed event as a record of a failed topic, both ways. The value tells all of it in JSON, see
 * {@link FailedJson}, but for the sender: key and headers stay what they were on raw. Headers
 * repeat what a reader may want to know without looking into the value. The partition is that of
 * the raw record it came from. Not for sharing between threads.
 */
public final class FailedRecords {
  private final FailedJson json = new FailedJson();

  /**
   * @param timestamp the raw record's timestamp
   */
  public ProducerRecord<byte[], byte[]> encode(String topic, long timestamp, FailedEvent failed) {
    var record =
        new ProducerRecord<>(
            topic,
            failed.origin().partition(),
            EnrichedRecords.timestampOf(timestamp),
            failed.sender().key(),
            json.write(failed));
    record
        .headers()
        .add(HeaderNames.ID, failed.id().getBytes(UTF_8))
        .add(HeaderNames.SOURCE, failed.source().getBytes(UTF_8))
        .add(HeaderNames.REASON, failed.reason().name().getBytes(UTF_8))
        .add(HeaderNames.RECEIVED, EnrichedRecords.bytes(failed.receivedMillis()))
        .add(HeaderNames.ORIGIN, failed.origin().toBytes());
    addIfThere(record, HeaderNames.IP, failed.sender().ip());
    addIfThere(record, HeaderNames.USER_AGENT, failed.sender().userAgent());
    return record;
  }

  public FailedEvent decode(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    if (record.value() == null) {
      throw new UndecodableRecordException("the record has no value");
    }
    Sender sender = new HeaderReader(record.headers()).sender(record.key());
    FailedEvent failed = json.read(record.value(), sender);
    EnrichedRecords.inPlace(failed.origin(), record);
    return failed;
  }

  private static void addIfThere(ProducerRecord<?, ?> record, String header, byte[] value) {
    if (value != null) {
      record.headers().add(header, value);
    }
  }
}
