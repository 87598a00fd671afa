package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.ResultTopic;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Where the rows of a result go. At least once: what was written since the last checkpoint is
 * written again after a crash, and a later row of an id takes the place of the one before.
 */
final class RowSink {
  private RowSink() {}

  static KafkaSink<ResultRow> to(KafkaAddress kafka, ResultTopic topic) {
    return KafkaSink.<ResultRow>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setKafkaProducerConfig(TextSettings.of(ClientSettings.jobProducer(kafka)))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new RowSerializer(topic.name()))
        .build();
  }
}
