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
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several loaders of one store: each record once, whoever comes and goes. */
class LoaderShareTest {
  private static final String TOPIC = "enriched";
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;
  private static KafkaProducer<byte[], byte[]> producer;

  private final RecordingStore store = new RecordingStore();
  private int sent;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder, 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(new TopicSettings(TOPIC, 4, (short) 1, Map.of("retention.ms", "-1")));
    }
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void shareTheWorkAndEachRecordIsThereOnceWhoeverComesAndGoes() throws Exception {
    send(400);
    try (Loader first = loader()) {
      until(() -> store.ids().size() == 400);
      try (Loader second = loader()) {
        long before = first.state().events();
        untilSharedBy(first, second, before);

        store.goDown("on purpose"); // both wait with records in hand when a third one comes
        send(400);
        until(() -> store.refusals() > 1);
        try (Loader third = loader()) {
          store.comeBack();
          until(() -> store.ids().size() == sent);
        }
      }
      send(200); // the first is alone again
      until(() -> store.ids().size() == sent);

      grow(6);
      sendTo(5, 50);
      until(() -> store.ids().size() == sent);
      until(() -> first.state().lag() == 0 && first.state().trouble() == null);
    }
    assertThat(store.ids()).doesNotHaveDuplicates().hasSize(sent);
  }

  private void untilSharedBy(Loader first, Loader second, long before) {
    until(
        () -> {
          send(40);
          until(() -> store.ids().size() == sent);
          return second.state().events() > 0 && first.state().events() > before;
        });
  }

  private Loader loader() {
    LoadConfig d = LoadConfig.defaults();
    LoadConfig quick =
        new LoadConfig(
            50,
            d.bytesMax(),
            Duration.ofMillis(20),
            d.quiet(),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            d.retainEvery(),
            d.retainRows(),
            d.retainPause());
    return Loader.share("share-test", kafka, List.of(LoadedTopic.enriched(TOPIC)), store, quick);
  }

  private void send(int count) {
    IntStream.range(0, count).forEach(i -> sendTo(sent % 4, 1));
  }

  private void sendTo(int partition, int count) {
    for (int i = 0; i < count; i++) {
      Event event =
          new Event(
              new Origin(1, 2, partition, sent),
              "e" + sent++,
              "web",
              "t",
              1,
              2,
              "{}".getBytes(UTF_8));
      producer.send(EnrichedRecords.encode(TOPIC, null, 5, event));
    }
    producer.flush();
  }

  private static void grow(int partitions) throws Exception {
    try (Admin admin = Admin.create(ClientSettings.admin(kafka))) {
      admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
