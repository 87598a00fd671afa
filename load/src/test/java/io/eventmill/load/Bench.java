package io.eventmill.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One enriched topic and its failed one on a real broker, and what a test does with them. */
final class Bench implements AutoCloseable {
  final KafkaAddress kafka;
  final String enriched;
  final String failed;
  final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Bench(KafkaAddress kafka, String name) {
    this.kafka = kafka;
    enriched = "enriched-" + name;
    failed = "failed-" + name;
    admin = Admin.create(ClientSettings.admin(kafka));
    producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    makeTopics();
  }

  void makeTopics() {
    try (Topics make = Topics.open(kafka)) {
      // Its records are of 1970: a broker would delete them half a minute after its start.
      for (String topic : List.of(enriched, failed)) {
        make.ensure(TopicSettings.processed(topic, 2, (short) 1).with("retention.ms", "-1"));
      }
    }
  }

  void deleteEnriched() throws Exception {
    admin.deleteTopics(List.of(enriched)).all().get();
  }

  /** Events from raw partition 0, or another, with ids that tell where they come from. */
  void send(int partition, int fromOffset, int toOffset) {
    for (int i = fromOffset; i < toOffset; i++) {
      Origin origin = new Origin(1, 2, partition, i);
      byte[] json = "{}".getBytes(UTF_8);
      Event event = new Event(origin, partition + "-" + i, "web", "t", 1, 2, json);
      producer.send(EnrichedRecords.encode(enriched, null, 5, event));
    }
    producer.flush();
  }

  Loader load(RecordingStore store) {
    return load(store, quick(Duration.ofMillis(50)));
  }

  Loader load(RecordingStore store, LoadConfig config) {
    return Loader.start(
        "test",
        kafka,
        List.of(LoadedTopic.enriched(enriched), LoadedTopic.failed(failed)),
        store,
        config);
  }

  static LoadConfig quick(Duration topicCheck) {
    return new LoadConfig(
        100,
        1 << 20,
        Duration.ofMillis(50),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        topicCheck,
        Duration.ofMinutes(10),
        1_000,
        Duration.ZERO);
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s in vain").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10); // between two looks at the condition
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }
}
