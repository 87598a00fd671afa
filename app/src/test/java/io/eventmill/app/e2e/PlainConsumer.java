package io.eventmill.app.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as any other program would: knows nothing of headers and drops no repeats. */
final class PlainConsumer {
  private PlainConsumer() {}

  /** By partition, the values that stand there now, in their order. */
  static Map<Integer, List<String>> values(RunningMill mill, String topic) {
    Map<Integer, List<String>> values = new TreeMap<>();
    records(mill, topic)
        .forEach(r -> values.computeIfAbsent(r.partition(), p -> new ArrayList<>()).add(r.value()));
    return values;
  }

  static List<ConsumerRecord<String, String>> records(RunningMill mill, String topic) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", mill.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
