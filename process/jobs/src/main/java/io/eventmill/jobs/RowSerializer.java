package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.topics.ResultRecords;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Rows of a result as records of its topic. */
final class RowSerializer implements KafkaRecordSerializationSchema<ResultRow> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  RowSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ResultRow row, KafkaSinkContext context, Long timestamp) {
    return ResultRecords.encode(topic, row);
  }
}
