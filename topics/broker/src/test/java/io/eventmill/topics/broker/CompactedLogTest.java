package io.eventmill.topics.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.topics.CompactedLog;
import io.eventmill.topics.CompactedLog.Change;
import io.eventmill.topics.CompactedLog.Entry;
import io.eventmill.topics.CompactedLogSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.LogAwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactedLogTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    broker = EmbeddedBroker.start(dir, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** A table like any user's: the last value of each key. */
  private static final class Table implements AutoCloseable {
    final Map<String, String> rows = new ConcurrentSkipListMap<>();
    final CompactedLog log;

    Table(String topic) {
      this(topic, Duration.ofSeconds(20));
    }

    Table(String topic, Duration timeout) {
      log = CompactedLog.open(kafka(), settings(topic, timeout), this::apply, new Random(7));
    }

    private void apply(Entry entry) {
      if (entry.value() == null) {
        rows.remove(entry.key());
      } else {
        rows.put(entry.key(), entry.value());
      }
    }

    void put(String key, String value) {
      log.write(() -> new Change<>(List.of(new Entry(key, value)), null));
    }

    /** Takes the next free number for a name. */
    int number(String name) {
      return log.write(
          () -> {
            int next = rows.size() + 1;
            return new Change<>(List.of(new Entry(Integer.toString(next), name)), next);
          });
    }

    @Override
    public void close() {
      log.close();
    }
  }

  private static KafkaAddress kafka() {
    return KafkaAddress.of(broker.bootstrapServers());
  }

  private static CompactedLogSettings settings(String topic, Duration timeout) {
    return new CompactedLogSettings(topic, (short) 1, 1 << 20, timeout, timeout);
  }

  @Test
  void aWriteIsInTheOwnTableWhenItReturns() {
    try (Table table = new Table("own")) {
      table.put("a", "1");

      assertThat(table.rows).containsExactly(Map.entry("a", "1"));

      table.put("a", null);

      assertThat(table.rows).isEmpty();
    }
  }

  @Test
  void aStartThatTakesTooLongIsGivenUp() {
    new Table("late").close();
    CompactedLogSettings hasty =
        new CompactedLogSettings(
            "late", (short) 1, 1 << 20, Duration.ofSeconds(20), Duration.ofNanos(1));
    try (Table table = new Table("late")) {
      table.put("a", "1");
    }

    assertThatThrownBy(() -> CompactedLog.open(kafka(), hasty, entry -> {}, new Random(7)))
        .isInstanceOf(LogAwayException.class)
        .hasMessageContaining("late");
  }

  @Test
  void theTableIsReadFromTheLogAtTheNextStart() {
    try (Table table = new Table("restart")) {
      table.put("a", "1");
      table.put("b", "2");
      table.put("a", "3");
      table.put("b", null);
    }

    try (Table again = new Table("restart")) {
      assertThat(again.rows).containsExactly(Map.entry("a", "3"));
    }
  }

  @Test
  void theTopicKeepsTheLastOfEachKeyAndIsOnDiskWhereThereIsNoSecondCopy() throws Exception {
    try (Table table = new Table("made");
        Admin admin = admin()) {
      table.put("a", "1");
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "made");

      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);

      assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(config.get("flush.messages").value()).isEqualTo("1");
    }
  }

  @Test
  void aRecordMayBeAsLargeAsTheLimitAndALargerOneHarmsNothing() {
    try (Table table = new Table("large")) {
      String most = "x".repeat((1 << 20) - 100); // a key and a record's own bytes beside it
      table.put("a", most);
      assertThatThrownBy(() -> table.put("a", "x".repeat((1 << 20) + 2048)))
          .isInstanceOf(LogAwayException.class);
      table.put("b", "1");

      assertThat(table.rows).containsOnly(Map.entry("a", most), Map.entry("b", "1"));
    }
  }

  @Test
  void anotherProcessSeesTheWriteOnceItHasCaughtUp() {
    try (Table one = new Table("seen");
        Table two = new Table("seen")) {
      one.put("a", "1");
      two.log.catchUp();

      assertThat(two.rows).containsExactly(Map.entry("a", "1"));
    }
  }

  @Test
  void aDecisionThatThrowsWritesNothingAndTellsTheCaller() {
    try (Table table = new Table("thrown")) {
      assertThatThrownBy(
              () ->
                  table.log.write(
                      () -> {
                        throw new IllegalArgumentException("no");
                      }))
          .isInstanceOf(IllegalArgumentException.class);

      table.put("a", "1");

      assertThat(table.rows).containsExactly(Map.entry("a", "1"));
    }
  }

  @Test
  void numbersTakenByTwoProcessesAtOnceAreNeverTheSame() throws Exception {
    int each = 12;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Table one = new Table("numbers");
        Table two = new Table("numbers")) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        String name = "n" + i;
        tasks.add(() -> one.number("one-" + name));
        tasks.add(() -> two.number("two-" + name));
      }

      List<Integer> taken = new ArrayList<>();
      for (Future<Integer> task : threads.invokeAll(tasks)) {
        taken.add(task.get());
      }

      assertThat(taken)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2 * each).boxed().toList());
      one.log.catchUp();
      two.log.catchUp();
      assertThat(new TreeMap<>(one.rows)).hasSize(2 * each).isEqualTo(new TreeMap<>(two.rows));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatAProcessLeftHalfWrittenNeverShows() {
    try (Table table = new Table("half")) {
      table.put("a", "1");
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              broker.bootstrapServers(),
              "transactional.id",
              "eventmill-log-half",
              "transaction.timeout.ms",
              60_000);
      var dying = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      dying.initTransactions();
      dying.beginTransaction();
      dying.send(new ProducerRecord<>("half", 0, "a", "never"));
      dying.flush();
      try (Table other = new Table("half")) {
        other.put("b", "2");
        table.log.catchUp();

        assertThat(table.rows).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
        assertThat(other.rows).isEqualTo(table.rows);
      }
      dying.close(Duration.ZERO);
    }
  }

  @Test
  void refusesATopicThatWouldLoseEntries() throws Exception {
    make(new NewTopic("lossy", 1, (short) 1).configs(Map.of("cleanup.policy", "delete")));

    assertThatThrownBy(() -> new Table("lossy"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cleanup.policy=delete");
  }

  @Test
  void refusesATopicOfSeveralPartitions() throws Exception {
    make(new NewTopic("wide", 2, (short) 1).configs(Map.of("cleanup.policy", "compact")));

    assertThatThrownBy(() -> new Table("wide"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 partitions");
  }

  @Test
  void saysSoWhenTheBrokerIsAway(@TempDir Path dir) throws Exception {
    EmbeddedBroker other = EmbeddedBroker.start(dir, 0);
    CompactedLog log;
    try (other) {
      log =
          CompactedLog.open(
              KafkaAddress.of(other.bootstrapServers()),
              settings("away", Duration.ofSeconds(5)),
              entry -> {},
              new Random(7));
    }
    try (log) {
      assertThatThrownBy(log::catchUp).isInstanceOf(LogAwayException.class);
      assertThatThrownBy(() -> log.write(() -> new Change<>(List.of(new Entry("a", "1")), null)))
          .isInstanceOf(LogAwayException.class);
    }
  }

  @Test
  void stopsRatherThanGoOnWithATableThatIsNoLongerWhole() throws Exception {
    try (Table table = new Table("anew", Duration.ofSeconds(5))) {
      table.put("a", "1");
      table.put("b", "2");
      try (Admin admin = admin()) {
        admin.deleteTopics(List.of("anew")).all().get();
      }
      make(new NewTopic("anew", 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));

      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (table.log.problem().isEmpty() && System.nanoTime() < deadline) {
        try {
          table.put("c", "3"); // may go through until the reader meets the gap
        } catch (LogAwayException e) {
          assertThat(e).hasMessageContaining("anew");
        }
      }

      assertThat(table.log.problem()).isPresent();
      assertThatThrownBy(() -> table.put("d", "4")).isInstanceOf(LogAwayException.class);
    }
  }

  private static void make(NewTopic topic) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
