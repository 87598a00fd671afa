package io.eventmill.benchmark.log;

import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From consumer to producer, byte for byte, nothing looked at: what any stage between two topics
 * could reach at most with these clients. A thread for each core, each with its partitions.
 */
public final class BareCopy {
  private BareCopy() {}

  public static void main(String[] args) throws Exception {
    KafkaAddress kafka = KafkaAddress.of(args[0]);
    String output = args[1];
    AtomicLong left = new AtomicLong(Long.parseLong(args[2]));
    int threads = Integer.parseInt(args[3]);
    List<Thread> copies = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int mine = i;
      Thread copy = new Thread(() -> copy(kafka, output, left, mine, threads));
      copy.start();
      copies.add(copy);
    }
    for (Thread copy : copies) {
      copy.join();
    }
    Thread.currentThread().join(); // until it has been looked at
  }

  private static void copy(
      KafkaAddress kafka, String output, AtomicLong left, int mine, int threads) {
    try (var consumer =
            new KafkaConsumer<>(
                ClientSettings.consumer(kafka, "copy"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                ClientSettings.jobProducer(kafka),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Track.INPUT).stream()
              .filter(p -> p.partition() % threads == mine)
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (left.get() > 0) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(100))) {
          producer.send(new ProducerRecord<>(output, r.partition(), r.key(), r.value()));
          left.decrementAndGet();
        }
      }
    }
  }
}
