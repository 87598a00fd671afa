package io.eventmill.jobs;

import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events go to the enriched topic, failures to the failed one; raw partition p to partition p. */
final class ProcessedSerializer implements KafkaRecordSerializationSchema<Processed> {
  private static final long serialVersionUID = 1L;

  private final String enriched;
  private final String failed;
  private transient FailedRecords failedRecords;

  ProcessedSerializer(SourceTopics topics) {
    enriched = topics.enriched();
    failed = topics.failed();
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    failedRecords = new FailedRecords();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Processed processed, KafkaSinkContext sink, Long timestamp) {
    return processed.event() != null
        ? EnrichedRecords.encode(
            enriched, processed.rawKey(), processed.timestamp(), processed.event())
        : failedRecords.encode(
            failed, processed.rawKey(), processed.timestamp(), processed.failed());
  }
}
