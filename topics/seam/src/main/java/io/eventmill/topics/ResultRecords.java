package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A result's row as a record of its topic, both ways: the key is the row's id, so that all states
 * of a row stand in one partition in their order, and the topic can be compacted to the newest.
 */
public final class ResultRecords {
  private ResultRecords() {}

  public static ProducerRecord<byte[], byte[]> encode(String topic, ResultRow row) {
    var record = new ProducerRecord<>(topic, row.id().getBytes(UTF_8), row.json());
    record
        .headers()
        .add(HeaderNames.RESULT, row.result().getBytes(UTF_8))
        .add(HeaderNames.VERSION, row.version().getBytes(UTF_8))
        .add(HeaderNames.TIME, EnrichedRecords.bytes(row.timeMicros()));
    return record;
  }

  public static ResultRow decode(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableRecordException {
    if (record.key() == null || record.value() == null) {
      throw new UndecodableRecordException("the record has no key or no value");
    }
    HeaderReader headers = new HeaderReader(record.headers());
    return new ResultRow(
        headers.result(),
        headers.version(),
        new String(record.key(), UTF_8),
        headers.timeMicros(),
        record.value());
  }
}
