package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The rows of an attribution as another program reads them from their topic: newest by id. */
final class AttributedTopic {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AttributedTopic() {}

  /** As soon as there are that many rows and all of them are final. */
  static Map<String, JsonNode> untilFinal(RunningMill mill, String topic, int rows) {
    Map<String, JsonNode> newest = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", mill.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      RunningMill.until(
          Duration.ofSeconds(120),
          rows + " final rows on " + topic,
          () -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(r -> newest.put(new String(r.key(), UTF_8), json(r.value())));
            return newest.size() >= rows
                && newest.values().stream().allMatch(r -> r.get("final").booleanValue());
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; there are " + newest.size(), e);
    }
    return newest;
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
