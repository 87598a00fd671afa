package io.eventmill.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.load.LoadConfig;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.query.audit.Audit;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.AuditedSource;
import io.eventmill.query.audit.Finding;
import io.eventmill.query.audit.Finding.Example;
import io.eventmill.query.audit.Finding.Stage;
import io.eventmill.query.audit.MinuteTally;
import io.eventmill.query.audit.Tally;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger over a real broker, loader and store. Processing is played by the test, so that it can
 * go wrong: it leaves records out, or writes one twice in two ways.
 */
class LedgerTest {
  private static final long START = 1_795_000_020_000L; // a whole minute
  private static final int EVENTS = 300;
  private static final String GROUP = "eventmill-events-test";

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private KafkaAddress kafka;
  private KafkaProducer<byte[], byte[]> producer;
  private UUID raw;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(forEver(TopicSettings.raw("raw-web", 2, (short) 1)));
      for (String name : List.of("enriched-web", "failed-web", "dropped-web")) {
        topics.ensure(forEver(TopicSettings.processed(name, 2, (short) 1)));
      }
      raw = topics.describe("raw-web").id();
    }
  }

  /** What this test writes was accepted on one day, and on any later one must still be there. */
  private static TopicSettings forEver(TopicSettings topic) {
    return topic.with("retention.ms", "-1");
  }

  @AfterEach
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void addsUpToTheEventWhenTheStreamIsQuiet() throws Exception {
    accept();
    try (Running running = new Running()) {
      AuditReport before = running.awaitInFlight(EVENTS);
      assertThat(before.addsUp()).isTrue();
      assertThat(before.isQuiet()).isFalse();

      process(n -> true);
      sayDone();
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings()).isEmpty();
      assertThat(report.minutes()).isEqualTo(expected(n -> false));
    }
  }

  @Test
  void namesWhatProcessingLeftOut() throws Exception {
    accept();
    process(n -> n != 100 && n != 205);
    sayDone();
    try (Running running = new Running()) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.addsUp()).isFalse();
      assertThat(report.minutes()).isEqualTo(expected(n -> n == 100 || n == 205));
      assertThat(report.findings())
          .extracting(Finding::stage, Finding::minute, Finding::missing)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Stage.PROCESS, START / 60_000 + 1, 1L),
              org.assertj.core.groups.Tuple.tuple(Stage.PROCESS, START / 60_000 + 2, 1L));
      assertThat(report.findings().get(0).examples())
          .containsExactly(new Example(origin(100), "e-100"));
      assertThat(report.findings().get(0).sentence())
          .contains("raw-web", "partition 0", "enriched-web");
    }
  }

  @Test
  void namesARowThatIsGoneFromTheStoreAndOneThatStandsTwice() throws Exception {
    accept();
    process(n -> true);
    sayDone();
    try (Running running = new Running()) {
      assertThat(running.awaitQuiet().addsUp()).isTrue();
    }
    sql("DELETE FROM events WHERE id = 'e-7'");
    sql("INSERT INTO events SELECT * FROM events WHERE id = 'e-151'");
    try (Running running = new Running()) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings())
          .extracting(Finding::stage, Finding::minute, Finding::missing, Finding::surplus)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Stage.LOAD, START / 60_000, 1L, 0L),
              org.assertj.core.groups.Tuple.tuple(Stage.LOAD, START / 60_000 + 1, 0L, 1L));
      assertThat(report.findings().get(0).examples())
          .containsExactly(new Example(origin(7), "e-7"));
      assertThat(report.findings().get(1).examples())
          .containsExactly(new Example(origin(151), "e-151"));
    }
  }

  /** Whatever an event came to, its row is looked for. */
  @Test
  void namesAFailedEventAndADuplicateWhoseRowsAreGoneAndARowThatNothingStandsBehind()
      throws Exception {
    accept();
    process(n -> true);
    sayDone();
    try (Running running = new Running()) {
      assertThat(running.awaitQuiet().addsUp()).isTrue();
    }
    sql("DELETE FROM failed WHERE id = 'e-13'");
    sql("DELETE FROM dropped WHERE id = 'e-104'");
    sql("UPDATE events SET origin_offset = 9999 WHERE id = 'e-250'"); // another's place
    try (Running running = new Running()) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings())
          .extracting(
              f -> f.examples().get(0).id(),
              Finding::stage,
              Finding::minute,
              Finding::missing,
              Finding::surplus)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("e-13", Stage.LOAD, START / 60_000, 1L, 0L),
              org.assertj.core.groups.Tuple.tuple("e-104", Stage.LOAD, START / 60_000 + 1, 1L, 0L),
              org.assertj.core.groups.Tuple.tuple("e-250", Stage.LOAD, START / 60_000 + 2, 1L, 0L),
              org.assertj.core.groups.Tuple.tuple("e-250", Stage.LOAD, START / 60_000 + 2, 0L, 1L));
      assertThat(report.findings())
          .filteredOn(f -> f.minute() < START / 60_000 + 2)
          .extracting(Finding::sentence)
          .satisfiesExactlyInAnyOrder(
              s -> assertThat(s).contains("failed-web partition 1"),
              s -> assertThat(s).contains("dropped-web partition 0"));
    }
  }

  @Test
  void seesALossThatADoubleInTheSameMinuteHides() throws Exception {
    accept();
    process(n -> true);
    sayDone();
    try (Running running = new Running()) {
      running.awaitQuiet();
    }
    sql("DELETE FROM events WHERE id = 'e-11'");
    sql("INSERT INTO events SELECT * FROM events WHERE id = 'e-15'");
    try (Running running = new Running()) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings())
          .extracting(f -> f.examples().get(0).id(), Finding::missing, Finding::surplus)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("e-11", 1L, 0L),
              org.assertj.core.groups.Tuple.tuple("e-15", 0L, 1L));
    }
  }

  @Test
  void namesAnEventThatProcessingWroteInTwoWays() throws Exception {
    accept();
    process(n -> true);
    producer.send(new FailedRecords().encode("failed-web", START, failed(299))).get();
    sayDone();
    try (Running running = new Running()) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings()).hasSize(1);
      assertThat(report.findings().get(0).stage()).isEqualTo(Stage.PROCESS);
      assertThat(report.findings().get(0).surplus()).isEqualTo(1);
      assertThat(report.findings().get(0).examples())
          .containsExactly(new Example(origin(299), "e-299"));
    }
  }

  @Test
  void looksIntoSoManyDifferencesAndTellsTheNumberOfTheRest() throws Exception {
    accept();
    process(n -> n % 100 != 50);
    sayDone();
    try (Running running = new Running(2)) {
      AuditReport report = running.awaitQuiet();

      assertThat(report.findings()).hasSize(2);
      assertThat(report.notLookedInto()).isEqualTo(1);
      assertThat(report.addsUp()).isFalse();
    }
  }

  /** Even numbers on partition 0, odd on 1; a hundred a minute. */
  private void accept() throws Exception {
    for (int n = 0; n < EVENTS; n++) {
      long received = received(n);
      var record =
          new ProducerRecord<byte[], byte[]>("raw-web", n % 2, received, null, new byte[] {'{'});
      record.headers().add(HeaderNames.ID, ("e-" + n).getBytes(UTF_8));
      record.headers().add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(received).array());
      producer.send(record).get();
    }
  }

  private void process(IntPredicate written) {
    FailedRecords failedRecords = new FailedRecords();
    for (int n = 0; n < EVENTS; n++) {
      if (!written.test(n)) {
        continue;
      }
      long at = received(n);
      producer.send(
          switch (n % 10) {
            case 3 -> failedRecords.encode("failed-web", at, failed(n));
            case 4 ->
                DroppedRecords.encode(
                    "dropped-web",
                    at,
                    new Dropped(origin(n), "e-" + n, "web", at, Cause.DUPLICATE));
            default ->
                EnrichedRecords.encode(
                    "enriched-web",
                    null,
                    at,
                    new Event(
                        origin(n), "e-" + n, "web", "view", at * 1_000, at, "{}".getBytes(UTF_8)));
          });
    }
    producer.flush();
  }

  private FailedEvent failed(int n) {
    return new FailedEvent(
        origin(n),
        "e-" + n,
        "web",
        "process",
        Reason.NOT_JSON,
        "It is none.",
        null,
        null,
        received(n),
        1,
        Sender.UNKNOWN,
        new byte[] {'{'});
  }

  /** As Flink does after a checkpoint. */
  private void sayDone() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (int p = 0; p < 2; p++) {
      done.put(new TopicPartition("raw-web", p), new OffsetAndMetadata(EVENTS / 2));
    }
    try (Admin admin = Admin.create(ClientSettings.admin(kafka))) {
      admin.alterConsumerGroupOffsets(GROUP, done).all().get();
    }
  }

  private static long received(int n) {
    return START + n / 100 * 60_000 + n % 100;
  }

  private Origin origin(int n) {
    return new Origin(raw.getMostSignificantBits(), raw.getLeastSignificantBits(), n % 2, n / 2);
  }

  /** A plain loop over what was accepted. */
  private static List<MinuteTally> expected(IntPredicate lost) {
    return IntStream.range(0, 3)
        .mapToObj(
            minute -> {
              Tally tally = Tally.NOTHING;
              for (int n = minute * 100; n < minute * 100 + 100; n++) {
                boolean there = !lost.test(n);
                int kind = n % 10;
                tally =
                    tally.plus(
                        new Tally(
                            1,
                            there && kind != 3 && kind != 4 ? 1 : 0,
                            there && kind == 3 ? 1 : 0,
                            0,
                            there && kind == 4 ? 1 : 0,
                            0,
                            0,
                            there ? 0 : 1,
                            0));
              }
              return new MinuteTally("web", START / 60_000 + minute, tally);
            })
        .toList();
  }

  private void sql(String statement) throws Exception {
    String url = "jdbc:duckdb:" + folder.resolve("store/events.duckdb");
    try (var connection = DriverManager.getConnection(url);
        var change = connection.createStatement()) {
      assertThat(change.executeUpdate(statement)).isEqualTo(1);
    }
  }

  /** Store, loaders and audit, as the server runs them. */
  private final class Running implements AutoCloseable {
    private final DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(folder.resolve("store")));
    private final Loader results;
    private final Loader ledger;
    private final Audit audit;

    Running() {
      this(AuditConfig.defaults().findingsMax());
    }

    Running(int findingsMax) {
      List<LoadedTopic> written =
          List.of(
              LoadedTopic.enriched("enriched-web"),
              LoadedTopic.failed("failed-web"),
              LoadedTopic.dropped("dropped-web"));
      results = Loader.start("duckdb", kafka, written, store.writer(), LoadConfig.defaults());
      ledger =
          Loader.start(
              "ledger",
              kafka,
              List.of(LoadedTopic.raw("raw-web", "web")),
              store.writer(),
              LoadConfig.defaults());
      AuditConfig d = AuditConfig.defaults();
      audit =
          Audit.open(
              store.ledger(),
              kafka,
              List.of(
                  new AuditedSource(
                      "web", "raw-web", "enriched-web", "failed-web", "dropped-web", GROUP)),
              () -> 0,
              new AuditConfig(
                  d.every(),
                  d.window(),
                  d.minutesMax(),
                  findingsMax,
                  d.examplesMax(),
                  d.scanMax(),
                  d.traceMax()),
              Clock.systemUTC());
    }

    AuditReport awaitQuiet() throws InterruptedException {
      return await(0);
    }

    AuditReport awaitInFlight(long events) throws InterruptedException {
      return await(events);
    }

    private AuditReport await(long inFlight) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (true) {
        AuditReport report = audit.report(null, 0, Long.MAX_VALUE);
        boolean all = report.total().accepted() == EVENTS;
        if (all && report.total().inFlight() == inFlight) {
          return report;
        }
        assertThat(System.nanoTime()).as("waited 60 s; %s", report).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(20); // between two looks
      }
    }

    @Override
    public void close() {
      audit.close();
      ledger.close();
      results.close();
      store.close();
    }
  }
}
