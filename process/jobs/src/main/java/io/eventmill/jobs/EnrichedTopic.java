package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * An enriched topic as the input of a job that follows: its events, each once, whoever wrote it
 * again after a crash. How far it has been read stands in the job's checkpoints.
 */
final class EnrichedTopic {
  private EnrichedTopic() {}

  /**
   * @param group the consumer group under which the job says how far it is
   * @param use names what the events are read for: a new name reads the topic from its start
   */
  static SingleOutputStreamOperator<Event> events(
      StreamExecutionEnvironment env,
      KafkaAddress kafka,
      TopicState topic,
      String group,
      String use,
      WatermarkStrategy<Event> watermarks,
      JobsConfig config) {
    int parallelism = Math.min(config.parallelism(), topic.partitions());
    String uid = use + "-" + topic.id(); // a topic made anew is read from its start
    return env.fromSource(source(kafka, topic, group, config), watermarks, use)
        .uid("read-" + uid)
        .setParallelism(parallelism)
        .filter(new OnceByOrigin())
        .name("once")
        .uid("once-" + uid)
        .setParallelism(parallelism);
  }

  private static KafkaSource<Event> source(
      KafkaAddress kafka, TopicState topic, String group, JobsConfig config) {
    Properties settings = TextSettings.of(ClientSettings.consumer(kafka, group));
    settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG); // the starting offsets say it
    return KafkaSource.<Event>builder()
        .setProperties(settings)
        .setClientIdPrefix(group + "-" + topic.name())
        .setKafkaSubscriber(new TopicPartitions(topic))
        .setProperty(
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            Long.toString(config.topicCheck().toMillis()))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new EnrichedDeserializer())
        .build();
  }
}
