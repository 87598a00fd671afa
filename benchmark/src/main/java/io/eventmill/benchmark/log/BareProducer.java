package io.eventmill.benchmark.log;

import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events that lie ready in memory, round and round: what the log takes at most. */
public final class BareProducer {
  static final int READY = 5_000;

  private BareProducer() {}

  public static void main(String[] args) throws Exception {
    String output = args[1];
    long total = Long.parseLong(args[2]);
    ShapedEvents events = new ShapedEvents(Shape.valueOf(args[3]));
    List<ProducerRecord<byte[], byte[]>> ready = new ArrayList<>();
    for (long i = 0; i < READY; i++) {
      ready.add(new ProducerRecord<>(output, events.key(i), events.event(i)));
    }
    try (var producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(KafkaAddress.of(args[0])),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long i = 0; i < total; i++) {
        producer.send(ready.get((int) (i % READY)));
      }
      producer.flush();
      Thread.currentThread().join(); // until it has been looked at
    }
  }
}
