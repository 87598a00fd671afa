package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsJobTest {
  private static final long SECOND = CountHistory.SECOND;

  @TempDir static Path dir;
  private static CountsMill mill;

  @BeforeAll
  static void start() {
    mill = CountsMill.start(dir);
  }

  @AfterAll
  static void stop() {
    mill.close();
  }

  @Test
  void countsAsAPlainLoopDoes() throws Exception {
    List<String> sources = new ArrayList<>();
    List<CountHistory> histories = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      sources.add("history-" + seed);
      histories.add(CountHistory.generated(seed, 1 + seed % 3, 400));
    }
    Pipeline pipeline =
        CountsMill.pipeline("plain", sources, sources.stream().map(CountsMill::kinds).toList());
    for (int i = 0; i < 12; i++) {
      mill.makeTopics(CountsMill.pipeline(sources.get(i)), histories.get(i).partitions().size());
    }
    List<List<ProducerRecord<byte[], byte[]>>> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      records.add(histories.get(i).records("enriched-" + sources.get(i), new Random(i)));
      mill.log().write(records.get(i).subList(0, records.get(i).size() / 2));
    }

    mill.submit(pipeline);
    for (var rest : records) {
      mill.log().write(rest.subList(rest.size() / 2, rest.size()));
    }

    for (int i = 0; i < 12; i++) {
      Map<String, String> expected = histories.get(i).plainLoop();
      assertThat(expected.toString()).contains("\"late\":true");
      mill.awaitRows(pipeline, i, expected);
    }
  }

  @Test
  void theSameInOrderShuffledWithinTheLatenessAndDoubledGivesTheSameRows() throws Exception {
    List<Event> inOrder = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      long time = 1_000 * SECOND + i * SECOND / 10;
      inOrder.add(CountHistory.event(0, i, time, time / 1_000, i % 3 == 0 ? "a" : "b"));
    }
    List<Event> shuffled = new ArrayList<>();
    for (int i = 0; i < 600; i += 150) {
      List<Event> part = new ArrayList<>(inOrder.subList(i, i + 150));
      Collections.shuffle(part, new Random(i));
      for (Event e : part) {
        int offset = shuffled.size();
        shuffled.add(CountHistory.event(0, offset, e.timeMicros(), e.receivedMillis(), e.type()));
      }
    }
    CountHistory one = new CountHistory(List.of(inOrder));
    Pipeline first = CountsMill.pipeline("in-order");
    Pipeline second = CountsMill.pipeline("shuffled");
    mill.makeTopics(first, 1);
    mill.makeTopics(second, 1);
    mill.submit(first);
    mill.submit(second);

    for (int i = 0; i < 600; i += 30) { // each time a producer of its own: what came is read first
      mill.log()
          .write(
              inOrder.subList(i, i + 30).stream()
                  .map(e -> EnrichedRecords.encode("enriched-in-order", null, 1, e))
                  .toList());
    }
    mill.log()
        .write(new CountHistory(List.of(shuffled)).records("enriched-shuffled", new Random(1)));

    assertThat(one.plainLoop().toString()).doesNotContain("late");
    mill.awaitRows(first, 0, one.plainLoop());
    mill.awaitRows(second, 0, one.plainLoop());
  }

  @Test
  void aHotGroupCostsFewRecords() throws Exception {
    Pipeline pipeline = CountsMill.pipeline("hot");
    mill.makeTopics(pipeline, 1);
    JobsConfig slow = QuickJobs.with(CountsMill.CONFIG, "checkpoint_interval", "10s");
    mill.submit(pipeline, QuickJobs.with(slow, "count_every", "1s"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      Event event = CountHistory.event(0, i, 5 * SECOND, 5_000, "link_clicked");
      records.add(EnrichedRecords.encode("enriched-hot", null, 1, event));
    }

    mill.log().write(records);

    String row =
        "{\"id\":\"0link_clicked\",\"window_start_time\":0,\"event_type\":\"link_clicked\","
            + "\"count\":50000}";
    mill.awaitRows(pipeline, 0, Map.of("0link_clicked", row));
    assertThat(mill.log().read("counts-kinds-hot")).hasSizeLessThan(50);
  }

  @Test
  void manyGroupsAreLetGoAtTheLimitOfEntries() throws Exception {
    Pipeline pipeline =
        CountsMill.pipeline("many", "{name: each, by: /n, every: 10s, lateness: 20s}");
    mill.makeTopics(pipeline, 1);
    JobsConfig never = QuickJobs.with(CountsMill.CONFIG, "count_flush", "1h");
    never = QuickJobs.with(never, "count_every", "1h");
    never = QuickJobs.with(never, "checkpoint_interval", "1h");
    mill.submit(pipeline, QuickJobs.with(never, "count_entries_max", "100"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 199; i++) {
      Event event = CountHistory.event(0, i, 5 * SECOND, 5_000, "view");
      records.add(EnrichedRecords.encode("enriched-many", null, 1, event));
    }
    mill.log().write(records.subList(0, 99));
    mill.log().write(records.subList(99, 199));

    assertThat(mill.log().read("counts-each", 100)).hasSizeBetween(100, 199);
  }

  @Test
  void aChangedCountStartsAgainAndTheOthersGoOn() throws Exception {
    String other = "{name: other, by: /event_type, every: 10s, lateness: 20s}";
    Pipeline before =
        CountsMill.pipeline("changed", "{name: changing, by: /event_type, every: 10s}", other);
    Pipeline after =
        CountsMill.pipeline("changed", "{name: changing, by: /event_type, every: 5s}", other);
    mill.makeTopics(before, 1);
    try (CountsMill first = CountsMill.start(dir.resolve("changed"))) {
      first.makeTopics(before, 1);
      first.submit(before);
      first.log().write(records("enriched-changed", 0, 10));
      first.awaitRows(before, 0, Map.of("0view", row("0view", 0, 10)));
      first.awaitRows(before, 1, Map.of("0view", row("0view", 0, 10)));
      var old = new TopicPartition("enriched-changed", 0);
      try (Admin admin = Admin.create(ClientSettings.admin(first.log().kafka()))) {
        admin.deleteRecords(Map.of(old, RecordsToDelete.beforeOffset(4))).all().get();
      }
    }
    try (CountsMill second = CountsMill.start(dir.resolve("changed"))) {
      second.submit(after);
      second.log().write(records("enriched-changed", 10, 5));

      // the changed one finds only what the log still has; the other remembers
      second.awaitRows(
          after,
          0,
          Map.of(
              "0view",
              row("0view", 0, 1),
              "5view",
              row("5view", 5, 5),
              "10view",
              row("10view", 10, 5)));
      second.awaitRows(
          after, 1, Map.of("0view", row("0view", 0, 10), "10view", row("10view", 10, 5)));
      assertThat(second.flink().states().get(0).restoredFrom()).contains("savepoint-");
    }
  }

  @Test
  void manyCountsOnManyCoresFindRoomBesideEachOther() throws Exception {
    List<String> counts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      counts.add("{name: room-%d, by: /event_type, every: 10s, lateness: 20s}".formatted(i));
    }
    Pipeline pipeline = CountsMill.pipeline("room", List.of("room"), counts);
    mill.makeTopics(pipeline, 8);
    JobsConfig wide = QuickJobs.with(CountsMill.CONFIG, "parallelism", "8");
    mill.submit(pipeline, QuickJobs.with(wide, "checkpoint_interval", "2s"));
    mill.log().write(records("enriched-room", 0, 10));

    for (int i = 0; i < 6; i++) {
      mill.awaitRows(pipeline, i, Map.of("0view", row("0view", 0, 10)));
    }
  }

  @Test
  void itsConsumerGroupSaysHowFarItIs() throws Exception {
    Pipeline pipeline = CountsMill.pipeline("progress");
    mill.makeTopics(pipeline, 1);
    mill.submit(pipeline);
    mill.log().write(records("enriched-progress", 0, 25));

    try (Topics topics = Topics.open(mill.log().kafka())) {
      var topic = topics.describe("enriched-progress");
      String group = CountsJob.group(pipeline, pipeline.counts().get(0));
      long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
      while (topics.committed(group, topic)[0] < 25 && System.nanoTime() < giveUp) {
        Thread.sleep(20);
      }
      assertThat(topics.committed(group, topic)).containsExactly(25);
    }
    assertThat(mill.rows("counts-kinds-progress", pipeline.counts().get(0).version()))
        .hasSize(3); // what a committed offset covers is on the topic
  }

  @Test
  void isTwoChainsPerCount() {
    Pipeline pipeline = CountsMill.pipeline("graph");
    mill.makeTopics(pipeline, 2);
    var env = new StreamExecutionEnvironment();

    CountsJob.build(env, mill.log().kafka(), pipeline, CountsMill.CONFIG);

    assertThat(env.getStreamGraph().getJobGraph().getVerticesAsArray()).hasSize(2);
  }

  private static String row(String id, int start, int count) {
    return "{\"id\":\"%s\",\"window_start_time\":%d,\"event_type\":\"view\",\"count\":%d}"
        .formatted(id, start, count);
  }

  /** One event a second. */
  private static List<ProducerRecord<byte[], byte[]>> records(String topic, int from, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      Event event = CountHistory.event(0, i, i * SECOND, i * 1_000L, "view");
      records.add(EnrichedRecords.encode(topic, null, 1, event));
    }
    return records;
  }
}
