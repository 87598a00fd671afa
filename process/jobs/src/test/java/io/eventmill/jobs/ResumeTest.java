package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.jobs.embedded.JobState.Status;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  @TempDir Path dir;

  @Test
  void showsEachEventOnceToAReaderAfterKillMinus9() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RunsUntilKilled.class.getName(),
                dir.toString())
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(dir.resolve("err").toFile())
            .start();
    while (newest(Mill.checkpoints(dir)) < 5) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .withFailMessage(() -> read(dir.resolve("err")))
          .isFalse();
    }
    process.destroyForcibly().waitFor();

    try (Mill mill = Mill.start(dir, 2)) {
      mill.log().write(mill.log().read("raw-web").stream().map(ResumeTest::copy).toList());
      mill.log().write(List.of(event(0, 10_000_000), event(1, 10_000_001)));

      assertThat(mill.state().restoredFrom()).contains("chk-");
      assertOnce(mill, distinctIds(mill.log().read("raw-web")));
    }
  }

  @Test
  void knowsWhatPassedBeforeItWasStoppedAndLetsPassWhatFailed() throws Exception {
    try (Mill mill = Mill.start(dir, 2)) {
      mill.log().write(events(0, 100));
      mill.log().write(List.of(event(1, 200), failing(1, 300)));
      mill.log().read("enriched-web", 101);
      mill.log().read("failed-web", 1);
      awaitCheckpoints(2);
    }
    try (Mill mill = Mill.start(dir, 2)) {
      awaitCheckpoints(2); // one more with nothing read: partition 1 is not forgotten by it
      assertThat(mill.state().restoredFrom()).contains("savepoint-");
    }
    try (Mill mill = Mill.start(dir, 2)) {
      mill.log().write(events(0, 101));
      mill.log().write(List.of(event(1, 200), event(1, 300)));

      List<String> expected = new ArrayList<>(ids(101));
      expected.addAll(List.of("e-200", "e-300"));
      assertOnce(mill, expected);
    }
  }

  private void awaitCheckpoints(int more) throws Exception {
    long first = newest(Mill.checkpoints(dir));
    while (newest(Mill.checkpoints(dir)) < first + more) {
      Thread.sleep(20);
    }
  }

  @Test
  void goesOnFromTheCheckpointBeforeWhenTheNewestIsDamagedAndFromTheStartWhenAllAre()
      throws Exception {
    try (Mill mill = Mill.start(dir, 1)) {
      mill.log().write(events(0, 100));
      mill.log().read("enriched-web", 100);
      awaitCheckpoints(4);
      asACrashWouldLeaveThem(Mill.checkpoints(dir), dir.resolve("left"));
    }
    deleteAll(Mill.checkpoints(dir));
    Files.move(dir.resolve("left"), Mill.checkpoints(dir));
    List<Path> metadata = metadata(Mill.checkpoints(dir));
    assertThat(metadata).hasSizeGreaterThan(1);
    Files.write(metadata.get(0), new byte[] {1, 2, 3});

    String restoredFrom;
    try (Mill mill = Mill.start(dir, 1)) {
      restoredFrom = mill.state().restoredFrom();
      mill.log().write(events(100, 100));
      assertOnce(mill, ids(200));
      while (metadata(Mill.checkpoints(dir)).stream().anyMatch(metadata::contains)) {
        Thread.sleep(20); // the runs before go once this one has a checkpoint of its own
      }
    }
    assertThat(restoredFrom).isEqualTo(metadata.get(1).getParent().toString());

    try (Stream<Path> all = Files.walk(Mill.checkpoints(dir))) {
      for (Path file : all.filter(p -> p.endsWith("_metadata")).toList()) {
        Files.write(file, new byte[0]);
      }
    }
    try (Mill mill = Mill.start(dir, 1)) {
      mill.log().write(events(200, 100));

      assertThat(mill.state().restoredFrom()).isNull();
      assertOnce(mill, ids(300));
    }
  }

  @Test
  void readsARawTopicThatIsMadeAnewFromItsStart() throws Exception {
    try (Mill mill = Mill.start(dir, 1)) {
      mill.log().write(events(0, 50));
      mill.log().read("enriched-web", 50);
      String firstRun = mill.awaitState(s -> s.status() == Status.RUNNING).id();

      try (Admin admin = Admin.create(ClientSettings.admin(mill.log().kafka()))) {
        admin.deleteTopics(List.of("raw-web")).all().get();
      }
      mill.log().makeTopics("web", 1);
      mill.log().write(events(50, 70)); // longer than the old one, which ended at 50

      UUID topic;
      try (Topics topics = Topics.open(mill.log().kafka())) {
        topic = topics.describe("raw-web").id();
      }
      List<Event> ofTheNew = List.of();
      while (ofTheNew.size() < 70) {
        ofTheNew =
            OriginRule.taken(mill.log().read("enriched-web", 120)).stream()
                .filter(e -> e.origin().topicIdLow() == topic.getLeastSignificantBits())
                .toList();
      }
      assertThat(ofTheNew).extracting(Event::id).isEqualTo(ids(120).subList(50, 120));
      assertThat(ofTheNew.get(69).origin().offset()).isEqualTo(69);
      JobState after = mill.awaitState(s -> s.status() == Status.RUNNING);
      assertThat(after.id()).isNotEqualTo(firstRun);
    }
  }

  @Test
  void readsPartitionsThatAreAddedOnceTheOtherTopicsHaveThem() throws Exception {
    try (Mill mill = Mill.start(dir, 1)) {
      mill.log().write(events(0, 10));
      mill.log().read("enriched-web", 10);
      try (Admin admin = Admin.create(ClientSettings.admin(mill.log().kafka()))) {
        admin.createPartitions(Map.of("raw-web", NewPartitions.increaseTo(2))).all().get();
      }
      mill.log().write(List.of(new ProducerRecord<>("raw-web", 1, null, RawTraffic.event(10))));
      mill.log().write(events(11, 5));
      assertThat(mill.log().read("enriched-web", 15)).hasSize(15);

      mill.log().makeTopics("web", 1); // as the next start does

      assertThat(mill.log().read("enriched-web", 16)).extracting(r -> r.partition()).contains(1);
    }
  }

  /** The job goes on making and removing checkpoints meanwhile. */
  private static void asACrashWouldLeaveThem(Path checkpoints, Path copy) throws Exception {
    for (int tries = 0; ; tries++) {
      try (Stream<Path> all = Files.walk(checkpoints)) {
        for (Path path : all.toList()) {
          Files.copy(path, copy.resolve(checkpoints.relativize(path).toString()));
        }
        return;
      } catch (IOException | java.io.UncheckedIOException e) {
        assertThat(tries).as(e.toString()).isLessThan(100);
        deleteAll(copy);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static void assertOnce(Mill mill, Collection<String> ids) throws Exception {
    List<Event> taken = List.of();
    while (taken.size() < ids.size()) {
      taken = OriginRule.taken(mill.log().read("enriched-web", ids.size()));
    }
    assertThat(taken.stream().map(Event::id).sorted().toList())
        .isEqualTo(ids.stream().sorted().toList());
  }

  private static Set<String> distinctIds(List<ConsumerRecord<byte[], byte[]>> raw) {
    Set<String> ids = new HashSet<>();
    for (var record : raw) {
      ids.add(new String(record.value(), UTF_8).replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1"));
    }
    assertThat(ids).hasSizeLessThan(raw.size());
    return ids;
  }

  private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>("raw-web", record.partition(), null, record.value());
  }

  private static ProducerRecord<byte[], byte[]> event(int partition, int i) {
    return new ProducerRecord<>("raw-web", partition, null, RawTraffic.event(i));
  }

  private static ProducerRecord<byte[], byte[]> failing(int partition, int i) {
    String noType = new String(RawTraffic.event(i), UTF_8).replace("event_type", "kind");
    return new ProducerRecord<>("raw-web", partition, null, noType.getBytes(UTF_8));
  }

  private static List<String> ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("e-" + i);
    }
    return ids;
  }

  private static List<ProducerRecord<byte[], byte[]>> events(int from, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      records.add(new ProducerRecord<>("raw-web", 0, null, RawTraffic.event(i)));
    }
    return records;
  }

  /** Number of the newest finished checkpoint, 0 without one. */
  private static long newest(Path checkpoints) throws IOException {
    return metadata(checkpoints).stream().mapToLong(ResumeTest::number).max().orElse(0);
  }

  private static List<Path> metadata(Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(checkpoints)) {
      return all.filter(
              p ->
                  p.endsWith("_metadata")
                      && p.getParent().getFileName().toString().startsWith("chk-"))
          .sorted(Comparator.comparingLong(ResumeTest::number).reversed())
          .toList();
    } catch (java.io.UncheckedIOException e) {
      return List.of(); // one was removed meanwhile: look again
    }
  }

  private static long number(Path metadata) {
    return Long.parseLong(metadata.getParent().getFileName().toString().substring(4));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
