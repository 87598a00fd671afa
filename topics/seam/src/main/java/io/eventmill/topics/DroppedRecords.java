package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Dropped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A dropped event as a record of a dropped topic, both ways: headers alone, no key and an empty
 * value, since the event itself stands on raw. The partition is that of the raw record.
 */
public final class DroppedRecords {
  private static final byte[] EMPTY = {};

  private DroppedRecords() {}

  /**
   * @param timestamp the raw record's timestamp
   */
  public static ProducerRecord<byte[], byte[]> encode(
      String topic, long timestamp, Dropped dropped) {
    int partition = dropped.origin().partition();
    var record =
        new ProducerRecord<byte[], byte[]>(
            topic, partition, EnrichedRecords.timestampOf(timestamp), null, EMPTY);
    record
        .headers()
        .add(HeaderNames.ID, dropped.id().getBytes(UTF_8))
        .add(HeaderNames.SOURCE, dropped.source().getBytes(UTF_8))
        .add(HeaderNames.DROPPED, dropped.cause().text().getBytes(UTF_8))
        .add(HeaderNames.RECEIVED, EnrichedRecords.bytes(dropped.receivedMillis()))
        .add(HeaderNames.ORIGIN, dropped.origin().toBytes());
    return record;
  }

  public static Dropped decode(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    HeaderReader headers = new HeaderReader(record.headers());
    return new Dropped(
        EnrichedRecords.inPlace(headers.origin(), record),
        headers.id(),
        headers.source(),
        headers.receivedMillis(),
        headers.dropped());
  }
}
