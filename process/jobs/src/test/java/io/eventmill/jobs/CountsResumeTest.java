package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsResumeTest {
  private static final long SECOND = CountHistory.SECOND;

  @TempDir Path dir;

  @Test
  void countsWhatCameAfterTheCheckpointAgainAndNothingTwice() throws Exception {
    Pipeline pipeline = CountsMill.pipeline("resume");
    CountHistory history = CountHistory.generated(42, 2, 600);
    var records = history.records("enriched-resume", new Random(42));
    int third = records.size() / 3;
    Path left = dir.resolve("left");
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(pipeline, 2);
      mill.submit(pipeline);
      mill.log().write(records.subList(0, third));
      awaitCommitted(mill, pipeline, third);
      asACrashWouldLeaveThem(mill.checkpoints(pipeline), left);
      mill.log().write(records.subList(third, 2 * third));
      awaitCommitted(mill, pipeline, 2L * third); // its rows are written, too
    }
    Path checkpoints = dir.resolve("flink/checkpoints").resolve(CountsJob.name(pipeline));
    deleteAll(checkpoints);
    Files.move(left, checkpoints);

    try (CountsMill mill = CountsMill.start(dir)) {
      mill.submit(pipeline);
      mill.log().write(records.subList(2 * third, records.size()));

      mill.awaitRows(pipeline, 0, history.plainLoop());
      assertThat(mill.flink().states().get(0).restoredFrom()).contains("chk-");
    }
  }

  @Test
  void aClosedWindowStaysClosedAndWhatComesForItIsCountedApart() throws Exception {
    Pipeline pipeline = CountsMill.pipeline("quiet");
    JobsConfig config = QuickJobs.with(CountsMill.CONFIG, "idle", "300ms");
    String version = pipeline.counts().get(0).version();
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(pipeline, 2);
      mill.submit(pipeline, config);
      mill.log().write(List.of(record(0, 0, 1), record(0, 1, 2), record(0, 2, 1_000)));
      awaitCommitted(mill, pipeline, 3);
      Thread.sleep(2_000); // the second partition is quiet meanwhile, and time passes without it
      mill.log().write(List.of(record(1, 0, 3), record(1, 1, 4)));
      awaitSum(mill, version, 4);
      assertThat(mill.rows("counts-kinds-quiet", version).get("0view")).contains("\"count\":2");
    }
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.submit(pipeline, config);
      mill.log().write(List.of(record(1, 2, 5)));

      awaitSum(mill, version, 5);
      Map<String, String> rows = mill.rows("counts-kinds-quiet", version);
      assertThat(rows.get("0view")).contains("\"count\":2");
      assertThat(rows.keySet()).filteredOn(id -> id.startsWith("0view@")).isNotEmpty();
    }
  }

  @Test
  void itsStateLevelsOffOverManyWindows() throws Exception {
    Pipeline pipeline = CountsMill.pipeline("level");
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(pipeline, 1);
      mill.submit(pipeline);
      long few = stateAfter(mill, pipeline, 0, 500);
      long many = stateAfter(mill, pipeline, 500, 20_000);

      assertThat(mill.rows("counts-kinds-level", pipeline.counts().get(0).version()))
          .hasSize(20_000);
      assertThat(many).isLessThan(few + 2_000).isLessThan(200_000);
    }
  }

  /** One event in each window. */
  private static long stateAfter(CountsMill mill, Pipeline pipeline, int from, int to)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Event event = CountHistory.event(0, i, i * 10L * SECOND, i * 10_000L, "view");
      records.add(EnrichedRecords.encode("enriched-level", null, 1, event));
    }
    mill.log().write(records);
    awaitCommitted(mill, pipeline, to);
    Thread.sleep(1_500); // some checkpoints more: time has passed in all of them
    for (int tries = 0; ; tries++) {
      try (Stream<Path> all = Files.walk(mill.checkpoints(pipeline))) {
        Path newest =
            all.filter(p -> p.endsWith("_metadata"))
                .max(Comparator.comparing(p -> number(p.getParent().getFileName().toString())))
                .orElseThrow();
        long size = 0;
        try (Stream<Path> files = Files.list(newest.getParent())) {
          for (Path file : files.toList()) {
            size += Files.size(file);
          }
        }
        return size;
      } catch (IOException | UncheckedIOException e) {
        assertThat(tries).as(e.toString()).isLessThan(100); // removed meanwhile: look again
      }
    }
  }

  private static long number(String checkpoint) {
    return Long.parseLong(checkpoint.replace("chk-", ""));
  }

  private static void awaitCommitted(CountsMill mill, Pipeline pipeline, long records)
      throws Exception {
    String group = CountsJob.group(pipeline, pipeline.counts().get(0));
    try (Topics topics = Topics.open(mill.log().kafka())) {
      var topic = topics.describe("enriched-" + pipeline.name());
      long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
      while (sum(topics.committed(group, topic)) < records) {
        assertThat(System.nanoTime()).as(mill.states()).isLessThan(giveUp);
        Thread.sleep(20);
      }
    }
  }

  private static long sum(long[] offsets) {
    long sum = 0;
    for (long offset : offsets) {
      sum += offset;
    }
    return sum;
  }

  private static void awaitSum(CountsMill mill, String version, int expected) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    Map<String, String> rows = new TreeMap<>();
    int sum = -1;
    while (sum != expected && System.nanoTime() < giveUp) {
      Thread.sleep(50);
      rows = mill.rows("counts-kinds-quiet", version);
      rows.keySet().removeIf(id -> !id.startsWith("0view"));
      sum = 0;
      for (String row : rows.values()) {
        sum += Integer.parseInt(row.replaceAll(".*\"count\":(\\d+).*", "$1"));
      }
    }
    assertThat(sum).as(rows.toString()).isEqualTo(expected);
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, int offset, int seconds) {
    Event event = CountHistory.event(partition, offset, seconds * SECOND, seconds * 1_000L, "view");
    return EnrichedRecords.encode("enriched-quiet", null, 1, event);
  }

  /** The job goes on making and removing checkpoints meanwhile. */
  private static void asACrashWouldLeaveThem(Path checkpoints, Path copy) throws Exception {
    for (int tries = 0; ; tries++) {
      try (Stream<Path> all = Files.walk(checkpoints)) {
        for (Path path : all.toList()) {
          Files.copy(path, copy.resolve(checkpoints.relativize(path).toString()));
        }
        return;
      } catch (IOException | UncheckedIOException e) {
        assertThat(tries).as(e.toString()).isLessThan(100);
        deleteAll(copy);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }
}
