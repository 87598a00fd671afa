package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** A raw topic as the input of a job that needs nothing but it: all its records, each once. */
final class RawTopic {
  private RawTopic() {}

  /**
   * @param group the consumer group under which the job says how far it is
   * @param use names what the records are read for: a new name reads the topic from its start
   */
  static DataStreamSource<RawLogRecord> records(
      StreamExecutionEnvironment env,
      KafkaAddress kafka,
      TopicState topic,
      String group,
      String use,
      JobsConfig config) {
    Properties settings = TextSettings.of(ClientSettings.consumer(kafka, group));
    settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG); // the starting offsets say it
    KafkaSource<RawLogRecord> source =
        KafkaSource.<RawLogRecord>builder()
            .setProperties(settings)
            .setClientIdPrefix(group + "-" + topic.name())
            .setKafkaSubscriber(new TopicPartitions(topic))
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(config.topicCheck().toMillis()))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new RawDeserializer())
            .build();
    DataStreamSource<RawLogRecord> records =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), use);
    records.uid("read-" + use + "-" + topic.id()); // a topic made anew is read from its start
    records.setParallelism(Math.min(config.parallelism(), topic.partitions()));
    return records;
  }
}
