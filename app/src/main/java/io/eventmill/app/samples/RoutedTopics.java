package io.eventmill.app.samples;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.UndecodableRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the topics of a pipeline's routes, by route; reads on where it has stopped. */
final class RoutedTopics implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String GROUP = "eventmill-test";

  private final Map<String, List<Event>> byTopic = new LinkedHashMap<>();
  private final Map<String, String> routes = new LinkedHashMap<>(); // by topic
  private final KafkaConsumer<byte[], byte[]> consumer; // null: there are no routes
  private final List<TopicPartition> places = new ArrayList<>();

  RoutedTopics(Pipeline pipeline, KafkaAddress kafka) {
    for (Route route : pipeline.routes()) {
      routes.put(route.to().name(), route.name());
      byTopic.put(route.to().name(), new ArrayList<>());
    }
    if (routes.isEmpty()) {
      consumer = null;
      return;
    }
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka, GROUP),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    for (String topic : routes.keySet()) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> places.add(new TopicPartition(topic, p.partition())));
    }
    consumer.assign(places);
    consumer.seekToBeginning(places);
  }

  /** By route, all that stands on its topic by now. */
  Map<String, List<Event>> events() throws IOException {
    if (consumer != null) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(places);
      while (places.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          byTopic.get(record.topic()).add(decoded(record));
        }
      }
    }
    Map<String, List<Event>> byRoute = new LinkedHashMap<>();
    byTopic.forEach((topic, events) -> byRoute.put(routes.get(topic), List.copyOf(events)));
    return byRoute;
  }

  private static Event decoded(ConsumerRecord<byte[], byte[]> record) throws IOException {
    try {
      return EnrichedRecords.decode(record);
    } catch (UndecodableRecordException e) {
      throw new IOException(
          "topic %s, partition %d, offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
