package io.eventmill.benchmark.parts;

import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic with records from a number to another. */
public final class TopicFeed {
  private TopicFeed() {}

  /** Events as they are, by their visitor. */
  public static void fill(
      KafkaAddress kafka, String topic, ShapedEvents events, long from, long to) {
    fill(kafka, i -> new ProducerRecord<>(topic, events.key(i), events.event(i)), from, to);
  }

  public static void fill(
      KafkaAddress kafka,
      LongFunction<ProducerRecord<byte[], byte[]>> records,
      long from,
      long to) {
    AtomicReference<Exception> trouble = new AtomicReference<>();
    try (var producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long i = from; i < to && trouble.get() == null; i++) {
        producer.send(records.apply(i), (done, e) -> trouble.compareAndSet(null, e));
      }
    }
    if (trouble.get() != null) {
      throw new IllegalStateException("cannot fill the topic", trouble.get());
    }
  }
}
