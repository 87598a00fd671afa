package io.eventmill.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.Accepted;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;

  /** Its records are of 1970: a broker would delete them half a minute after its start. */
  private static final Map<String, String> FOR_EVER = Map.of("retention.ms", "-1");

  private static KafkaProducer<byte[], byte[]> producer;
  private static int topicCount;

  private final RecordingStore store = new RecordingStore();
  private String enriched;
  private String failed;
  private String dropped;
  private String raw;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder, 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void makeTopics() {
    int n = topicCount++;
    enriched = "enriched-" + n;
    failed = "failed-" + n;
    dropped = "dropped-" + n;
    raw = "raw-" + n;
    try (Topics make = Topics.open(kafka)) {
      make.ensure(new TopicSettings(enriched, 2, (short) 1, FOR_EVER));
      make.ensure(new TopicSettings(failed, 2, (short) 1, FOR_EVER));
      make.ensure(new TopicSettings(dropped, 2, (short) 1, FOR_EVER));
      make.ensure(new TopicSettings(raw, 2, (short) 1, FOR_EVER));
    }
  }

  @Test
  void carriesEventsAndFailedEventsIntoTheStore() throws Exception {
    send(event(0, 0), event(0, 1), event(1, 0));
    sendFailed(failed(0, 2));

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 3 && store.failed().size() == 1);

      assertThat(store.ids()).containsExactlyInAnyOrder("0-0", "0-1", "1-0");
      assertThat(store.failed()).extracting(FailedEvent::reason).containsExactly(Reason.NOT_JSON);
      until(() -> loader.state().lag() == 0);
      assertThat(loader.state().trouble()).isNull();
      assertThat(loader.state().events()).isEqualTo(3);
    }
  }

  @Test
  void dropsWhatProcessingWroteAgainAfterACrash() throws Exception {
    send(event(0, 0), event(0, 1), event(0, 2));
    send(event(0, 1), event(0, 2), event(0, 3)); // a worker that went on from a checkpoint
    send(event(0, 2), event(0, 3), event(0, 4)); // and the zombie it replaced

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> loader.state().lag() == 0 && store.ids().size() >= 5);

      assertThat(store.ids()).containsExactly("0-0", "0-1", "0-2", "0-3", "0-4");
      assertThat(loader.state().repeats()).isEqualTo(4);
    }
  }

  @Test
  void goesOnWhereTheStoreStandsWhoeverStopped() throws Exception {
    LoadConfig small = config(3, 1 << 20);
    send(IntStream.range(0, 10).mapToObj(i -> event(0, i)).toArray(Event[]::new));
    try (Loader first = load(small)) {
      until(() -> store.ids().size() >= 10);
    }
    send(IntStream.range(8, 20).mapToObj(i -> event(0, i)).toArray(Event[]::new));

    try (Loader second = load(small)) {
      until(() -> store.ids().size() >= 20 && second.state().lag() == 0);
    }

    assertThat(store.ids()).hasSize(20).doesNotHaveDuplicates();
    assertThat(store.batches()).allMatch(size -> size <= 3);
  }

  @Test
  void writesWhatIsThereWhenNothingMoreComes() throws Exception {
    send(event(0, 0));

    try (Loader loader = load(waiting(Duration.ofHours(1), Duration.ofMillis(5)))) {
      until(() -> loader.state().events() == 1);
      assertThat(store.ids()).hasSize(1);
    }
  }

  @Test
  void writesWhatIsThereWhenItHasWaitedLongEnoughThoughMoreComes() throws Exception {
    try (Loader loader = load(waiting(Duration.ofMillis(50), Duration.ofHours(1)))) {
      for (int i = 0; store.ids().isEmpty(); i++) {
        send(event(0, i));
        assertThat(i).isLessThan(100_000);
      }
      assertThat(loader.state().running()).isTrue();
    }
  }

  @Test
  void twoLoadersOfOneTopicDoubleNothing() throws Exception {
    send(IntStream.range(0, 500).mapToObj(i -> event(i % 2, i / 2)).toArray(Event[]::new));

    try (Loader one = load(config(7, 1 << 20));
        Loader two = load(config(5, 1 << 20))) {
      until(() -> store.ids().size() >= 500);
      until(() -> one.state().lag() == 0 && two.state().lag() == 0);
    }

    assertThat(store.ids()).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void waitsForAStoreThatIsAwayAndLosesNothing() throws Exception {
    store.goDown("closed for a moment");
    send(event(0, 0), event(0, 1));

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.refusals() >= 3);
      assertThat(loader.state().trouble()).isEqualTo("closed for a moment");
      assertThat(loader.state().running()).isTrue();
      send(event(0, 2));
      store.comeBack();
      until(() -> store.ids().size() == 3);
      until(() -> loader.state().trouble() == null);
    }

    assertThat(store.ids()).containsExactly("0-0", "0-1", "0-2");
  }

  @Test
  void stopsWhileTheStoreIsAwayAndLosesNothing() throws Exception {
    store.goDown("gone");
    send(event(0, 0));
    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.refusals() >= 1);
    }
    store.comeBack();

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 1);
    }
  }

  @Test
  void anEventTheStoreRefusesBecomesAFailedEventAndTheRestGoesIn() throws Exception {
    store.refuse("0-5");
    send(IntStream.range(0, 20).mapToObj(i -> event(0, i)).toArray(Event[]::new));

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 19 && store.failed().size() == 1);
    }

    assertThat(store.ids()).doesNotContain("0-5").doesNotHaveDuplicates();
    FailedEvent refused = store.failed().get(0);
    assertThat(refused.reason()).isEqualTo(Reason.STORE_REFUSED);
    assertThat(refused.message()).contains("cannot take 0-5");
    assertThat(new String(refused.body(), UTF_8)).isEqualTo("{\"n\":5}");
  }

  @Test
  void aFailedEventWhoseBytesTheStoreRefusesSaysWhereTheyAre() throws Exception {
    store.refuse("0-1");
    store.refuseBodiesOver(6);
    send(event(0, 0), event(0, 1), event(0, 2)); // 7 bytes each

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 2 && store.failed().size() == 1);
    }

    FailedEvent refused = store.failed().get(0);
    assertThat(refused.reason()).isEqualTo(Reason.STORE_REFUSED);
    assertThat(refused.body()).isEmpty();
    assertThat(refused.message())
        .contains("cannot take 0-1")
        .contains("7 bytes are not here, but on topic " + enriched + ", partition 0, offset 1");
  }

  @Test
  void aRecordThatProcessingDidNotWriteIsSeenAndStopsNothing() throws Exception {
    send(event(0, 0));
    producer.send(new ProducerRecord<>(enriched, 0, null, "hello".getBytes(UTF_8))).get();
    producer.send(new ProducerRecord<>(failed, 1, null, null)).get();
    send(event(0, 1));

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 2 && store.failed().size() == 2);
    }

    assertThat(store.failed())
        .allSatisfy(f -> assertThat(f.reason()).isEqualTo(Reason.FOREIGN_RECORD))
        .anySatisfy(f -> assertThat(new String(f.body(), UTF_8)).isEqualTo("hello"));
  }

  @Test
  void notesWhatWasDropped() throws Exception {
    Dropped duplicate = new Dropped(new Origin(1, 2, 0, 7), "twice", "web", 3, Cause.DUPLICATE);
    producer.send(DroppedRecords.encode(dropped, 5, duplicate)).get();
    producer
        .send(DroppedRecords.encode(dropped, 5, duplicate))
        .get(); // written again after a crash

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> loader.state().repeats() == 1 && loader.state().lag() == 0);
    }

    assertThat(store.dropped()).containsExactly(duplicate);
  }

  @Test
  void countsRawRecordsWhoeverWroteThem() throws Exception {
    ProducerRecord<byte[], byte[]> foreign =
        new ProducerRecord<byte[], byte[]>(raw, 1, 42L, null, null);
    ProducerRecord<byte[], byte[]> replay =
        new ProducerRecord<byte[], byte[]>(raw, 0, 43L, null, new byte[9]);
    replay.headers().add(HeaderNames.REPLAY, new Origin(1, 2, 0, 5).toBytes());
    producer.send(foreign).get();
    producer.send(replay).get();
    producer.send(new ProducerRecord<byte[], byte[]>(raw, 0, 44L, null, new byte[9])).get();

    for (int run = 0; run < 2; run++) { // the second finds all of it counted
      try (Loader loader =
          Loader.start(
              "ledger",
              kafka,
              List.of(LoadedTopic.raw(raw, "web")),
              store,
              LoadConfig.defaults())) {
        until(() -> store.accepted().size() == 3 && loader.state().lag() == 0);
      }
    }

    UUID id;
    try (Topics known = Topics.open(kafka)) {
      id = known.describe(raw).id();
    }
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    assertThat(store.accepted())
        .containsExactlyInAnyOrder(
            new Accepted(new Origin(high, low, 1, 0), "web", 42, null),
            new Accepted(new Origin(high, low, 0, 0), "web", 43, new Origin(1, 2, 0, 5)),
            new Accepted(new Origin(high, low, 0, 1), "web", 44, null));
  }

  @Test
  void aRawTopicMadeAnewStartsAnew() throws Exception {
    send(event(0, 0), event(0, 1));
    Event anew = new Event(new Origin(9, 9, 0, 0), "anew", "web", "t", 1, 2, "{}".getBytes(UTF_8));
    send(anew);

    try (Loader loader = load(LoadConfig.defaults())) {
      until(() -> store.ids().size() == 3);
    }

    assertThat(store.ids()).containsExactly("0-0", "0-1", "anew");
  }

  private Loader load(LoadConfig config) {
    List<LoadedTopic> topics =
        List.of(
            LoadedTopic.enriched(enriched),
            LoadedTopic.failed(failed),
            LoadedTopic.dropped(dropped));
    return Loader.start("test", kafka, topics, store, config);
  }

  private static LoadConfig config(int events, long bytes) {
    return new LoadConfig(
        events,
        bytes,
        Duration.ofMillis(50),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(50),
        Duration.ofMinutes(10),
        1_000,
        Duration.ZERO);
  }

  private static LoadConfig waiting(Duration delayMax, Duration quiet) {
    LoadConfig some = config(1_000_000, 1 << 30);
    return new LoadConfig(
        some.eventsMax(),
        some.bytesMax(),
        delayMax,
        quiet,
        some.retryMin(),
        some.retryMax(),
        some.topicCheck(),
        some.retainEvery(),
        some.retainRows(),
        some.retainPause());
  }

  private void send(Event... events) throws Exception {
    List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
    for (Event event : events) {
      sent.add(producer.send(EnrichedRecords.encode(enriched, null, 5, event)));
    }
    for (var s : sent) {
      s.get();
    }
  }

  private void sendFailed(FailedEvent failed) throws Exception {
    producer.send(new FailedRecords().encode(this.failed, 5, failed)).get();
  }

  private static Event event(int partition, long offset) {
    return new Event(
        new Origin(1, 2, partition, offset),
        partition + "-" + offset,
        "web",
        "t",
        1,
        2,
        ("{\"n\":" + offset + "}").getBytes(UTF_8));
  }

  private static FailedEvent failed(int partition, long offset) {
    return new FailedEvent(
        new Origin(1, 2, partition, offset),
        "f",
        "web",
        "process",
        Reason.NOT_JSON,
        "not JSON",
        null,
        null,
        2,
        1,
        Sender.UNKNOWN,
        "{".getBytes(UTF_8));
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s in vain").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10); // between two looks at the condition
    }
  }
}
