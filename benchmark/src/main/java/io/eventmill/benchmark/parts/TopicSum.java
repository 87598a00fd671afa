package io.eventmill.benchmark.parts;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to its present end and adds up what it holds. */
public final class TopicSum {
  private TopicSum() {}

  /**
   * @param form brings a record into the form that is compared, e.g. with its fields in order
   */
  public static Checksum of(KafkaAddress kafka, String topic, UnaryOperator<byte[]> form) {
    var settings = ClientSettings.consumer(kafka, "look");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      Checksum sum = Checksum.NONE;
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          sum = sum.plus(form.apply(record.value()));
        }
      }
      return sum;
    }
  }
}
