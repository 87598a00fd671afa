package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The log as an outsider sees it: topics made, records put and read with plain clients. */
record Log(KafkaAddress kafka) {
  /** Topics raw-NAME, enriched-NAME, failed-NAME and dropped-NAME. */
  void makeTopics(String name, int partitions) {
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(
          forEver(TopicSettings.raw("raw-" + name, partitions, (short) 1)),
          forEver(TopicSettings.processed("enriched-" + name, partitions, (short) 1)),
          forEver(TopicSettings.processed("failed-" + name, partitions, (short) 1)),
          forEver(TopicSettings.processed("dropped-" + name, partitions, (short) 1)));
    }
  }

  /**
   * Records of tests were accepted years ago: half a minute after its start a broker deletes what
   * is older than a topic's retention.
   */
  static TopicSettings forEver(TopicSettings topic) {
    return topic.with("retention.ms", "-1");
  }

  void write(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> settings = new HashMap<>(ClientSettings.jobProducer(kafka));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a record was not taken", e);
    }
  }

  /** All that stands on the topic now, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return read(topic, 0);
  }

  /** As soon as there are that many records, all of them. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, long least) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka, "test"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
      while (all.size() < least || lags(consumer, partitions)) {
        if (System.nanoTime() > giveUp) {
          throw new AssertionError(
              "%s holds %d records after 180 s, expected %d".formatted(topic, all.size(), least));
        }
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  private static boolean lags(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
    var ends = consumer.endOffsets(partitions);
    return partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p));
  }
}
