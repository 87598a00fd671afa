package io.eventmill.load;

import static io.eventmill.load.Bench.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may happen to the topics, the log and the store while a loader runs, and between runs. */
class LoaderTroubleTest {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;

  private final RecordingStore store = new RecordingStore();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder.resolve("shared"), 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void readsPartitionsThatAreAddedWhileItRuns() throws Exception {
    try (Bench bench = new Bench(kafka, "growing");
        Loader loader = bench.load(store)) {
      bench.send(0, 0, 3);
      until(() -> store.ids().size() == 3);

      bench.admin.createPartitions(Map.of(bench.enriched, NewPartitions.increaseTo(3))).all().get();
      bench.send(2, 0, 2);

      until(() -> store.ids().size() == 5);
      assertThat(store.ids()).endsWith("2-0", "2-1");
      assertThat(loader.state().trouble()).isNull();
    }
  }

  @Test
  void readsATopicMadeAnewWhileItRunsFromItsBeginning() throws Exception {
    LoadConfig onlyBeforeWriting = Bench.quick(Duration.ofHours(1));
    try (Bench bench = new Bench(kafka, "anew");
        Loader loader = bench.load(store, onlyBeforeWriting)) {
      bench.send(0, 0, 5);
      until(() -> store.ids().size() == 5);

      bench.deleteEnriched();
      bench.makeTopics();
      bench.send(0, 3, 25); // repeats some, and is longer than the old one was

      until(() -> store.ids().size() == 25);
      until(() -> loader.state().lag() == 0);
      assertThat(store.ids()).isEqualTo(ids(25));
    }
  }

  @Test
  void readsATopicMadeAnewBetweenTwoRunsFromItsBeginning() throws Exception {
    try (Bench bench = new Bench(kafka, "anew-between")) {
      try (Loader loader = bench.load(store)) {
        bench.send(0, 0, 5);
        until(() -> store.ids().size() == 5);
      }
      bench.deleteEnriched();
      bench.makeTopics();
      bench.send(0, 5, 25);

      try (Loader loader = bench.load(store)) {
        until(() -> store.ids().size() == 25);
      }
      assertThat(store.ids()).isEqualTo(ids(25));
    }
  }

  @Test
  void goesOnBehindRecordsThatWereDeletedBeforeItCame() throws Exception {
    try (Bench bench = new Bench(kafka, "deleted")) {
      bench.send(0, 0, 10);
      var partition = new TopicPartition(bench.enriched, 0);
      bench.admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4))).all().get();

      try (Loader loader = bench.load(store)) {
        until(() -> store.ids().size() == 6);
      }
      assertThat(store.ids()).isEqualTo(ids(10).subList(4, 10));
    }
  }

  @Test
  void writesNothingTwiceWhenTheAnswerToACommitIsLost() throws Exception {
    try (Bench bench = new Bench(kafka, "lost-answer")) {
      store.loseAnswers(2);
      bench.send(0, 0, 50);

      try (Loader loader = bench.load(store)) {
        bench.send(0, 50, 60);
        until(() -> store.ids().size() >= 60 && loader.state().lag() == 0);
      }
      assertThat(store.ids()).isEqualTo(ids(60));
    }
  }

  @Test
  void showsWhatPilesUpWhileTheStoreIsAway() throws Exception {
    try (Bench bench = new Bench(kafka, "piling")) {
      store.goDown("away");
      bench.send(0, 0, 5);

      try (Loader loader = bench.load(store)) {
        until(() -> loader.state().lag() == 5);
        bench.send(1, 0, 7);
        until(() -> loader.state().lag() == 12);
        store.comeBack();
        until(() -> loader.state().lag() == 0 && store.ids().size() == 12);
      }
    }
  }

  @Test
  void goesOnWhenKafkaComesBack() throws Exception {
    EmbeddedBroker first = EmbeddedBroker.start(folder.resolve("restarted"), 0);
    KafkaAddress address = KafkaAddress.of(first.bootstrapServers());
    try (Bench bench = new Bench(address, "restarted");
        Loader loader = bench.load(store)) {
      bench.send(0, 0, 3);
      until(() -> store.ids().size() == 3);
      first.close();

      try (var second = EmbeddedBroker.start(folder.resolve("restarted"), first.port())) {
        bench.send(0, 3, 6);

        until(() -> store.ids().size() == 6);
        assertThat(second.port()).isEqualTo(first.port());
        loader.close();
      }
    }
    assertThat(store.ids()).isEqualTo(ids(6));
  }

  @Test
  void stopsWhileKafkaIsAway() throws Exception {
    EmbeddedBroker gone = EmbeddedBroker.start(folder.resolve("gone"), 0);
    KafkaAddress address = KafkaAddress.of(gone.bootstrapServers());
    try (Bench bench = new Bench(address, "gone");
        Loader loader = bench.load(store)) {
      bench.send(0, 0, 3);
      until(() -> store.ids().size() == 3);
      gone.close();

      loader.close();

      assertThat(loader.state().running()).isFalse();
    }
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "0-" + i).toList();
  }
}
