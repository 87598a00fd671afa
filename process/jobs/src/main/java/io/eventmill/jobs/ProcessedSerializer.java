package io.eventmill.jobs;

import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One topic for each kind of outcome, and those of routes; raw partition p goes to partition p.
 * Events keep the raw record's key, unless a step changes the field that it was made of: what is
 * hidden in the event is not told beside it.
 */
final class ProcessedSerializer implements KafkaRecordSerializationSchema<Processed> {
  private static final long serialVersionUID = 1L;

  private final String enriched;
  private final String failed;
  private final String dropped;
  private final boolean keyIsHidden;
  private transient FailedRecords failedRecords;

  ProcessedSerializer(SourceTopics topics, boolean keyIsHidden) {
    this.keyIsHidden = keyIsHidden;
    enriched = topics.enriched();
    failed = topics.failed();
    dropped = topics.dropped();
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    failedRecords = new FailedRecords();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Processed processed, KafkaSinkContext sink, Long timestamp) {
    long time = processed.timestamp();
    if (processed.event() != null) {
      byte[] key = keyIsHidden ? null : processed.rawKey();
      String topic = processed.topic() == null ? enriched : processed.topic();
      return EnrichedRecords.encode(topic, key, time, processed.event());
    }
    return processed.failed() != null
        ? failedRecords.encode(failed, time, processed.failed())
        : DroppedRecords.encode(dropped, time, processed.dropped());
  }
}
