package io.eventmill.app.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Another producer, which knows nothing of headers. */
final class RawTopic {
  private RawTopic() {}

  static void put(String bootstrapServers, String topic, List<Path> bodies) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Path body : bodies) {
        producer.send(new ProducerRecord<>(topic, Files.readAllBytes(body))).get();
      }
    }
  }
}
