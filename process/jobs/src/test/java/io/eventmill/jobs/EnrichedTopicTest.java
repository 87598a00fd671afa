package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.jobs.embedded.JobState.Status;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.EnrichedRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seen through a job that counts each event in a group of its own. */
class EnrichedTopicTest {
  private static final Pipeline PIPELINE =
      CountsMill.pipeline("web", "{name: each, by: /n, every: 10s, lateness: 1d}");
  private static final String TOPIC = "enriched-web";

  @TempDir Path dir;

  @Test
  void givesEachEventOnceAndPassesOverWhatOthersPutThere() throws Exception {
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(PIPELINE, 2);
      mill.submit(PIPELINE);
      mill.log().write(records(0, 0, 20));
      mill.log().write(List.of(new ProducerRecord<>(TOPIC, 0, null, "{\"n\":99}".getBytes(UTF_8))));
      mill.log().write(records(1, 100, 10)); // the second partition's
      mill.log().write(records(0, 10, 20)); // half of it again
      mill.log().write(List.of(misplaced(1, 0, 500)));

      mill.awaitRows(PIPELINE, 0, once(0, 30, 100, 110));
    }
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.submit(PIPELINE);
      mill.log().write(records(0, 0, 31)); // all again, and one more

      mill.awaitRows(PIPELINE, 0, once(0, 31, 100, 110));
    }
  }

  @Test
  void readsPartitionsThatAreAdded() throws Exception {
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(PIPELINE, 1);
      mill.submit(PIPELINE);
      mill.log().write(records(0, 0, 5));
      mill.awaitRows(PIPELINE, 0, once(0, 5, 0, 0));
      try (Admin admin = Admin.create(ClientSettings.admin(mill.log().kafka()))) {
        admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(2))).all().get();
      }

      mill.log().write(records(1, 100, 5));

      mill.awaitRows(PIPELINE, 0, once(0, 5, 100, 105));
    }
  }

  @Test
  void readsATopicThatIsMadeAnewFromItsStart() throws Exception {
    try (CountsMill mill = CountsMill.start(dir)) {
      mill.makeTopics(PIPELINE, 1);
      mill.submit(PIPELINE);
      mill.log().write(records(0, 0, 5));
      mill.awaitRows(PIPELINE, 0, once(0, 5, 0, 0));
      String firstRun = mill.flink().states().get(0).id();
      try (Admin admin = Admin.create(ClientSettings.admin(mill.log().kafka()))) {
        admin.deleteTopics(List.of(TOPIC)).all().get();
      }
      mill.makeTopics(PIPELINE, 1);

      mill.log().write(records(0, 5, 7));

      mill.awaitRows(PIPELINE, 0, once(0, 12, 0, 0));
      assertThat(mill.flink().states())
          .singleElement()
          .satisfies(s -> assertThat(s.id()).isNotEqualTo(firstRun))
          .satisfies(s -> assertThat(s.status()).isEqualTo(Status.RUNNING));
    }
  }

  /** Rows of events with these numbers, each counted once. */
  private static Map<String, String> once(int from, int to, int from2, int to2) {
    Map<String, String> rows = new TreeMap<>();
    for (int n = 0; n < 1_000; n++) {
      if (n >= from && n < to || n >= from2 && n < to2) {
        String id = "0[" + n + "]";
        rows.put(
            id, "{\"id\":\"%s\",\"window_start_time\":0,\"n\":%d,\"count\":1}".formatted(id, n));
      }
    }
    return rows;
  }

  private static List<ProducerRecord<byte[], byte[]>> records(int partition, int from, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = from; n < from + count; n++) {
      Event event = CountHistory.event(partition, n, 1, 1, "view");
      records.add(EnrichedRecords.encode(TOPIC, null, 1, event));
    }
    return records;
  }

  /** Its origin is of another partition: processing writes nothing like it. */
  private static ProducerRecord<byte[], byte[]> misplaced(int of, int at, int n) {
    var right = EnrichedRecords.encode(TOPIC, null, 1, CountHistory.event(of, n, 1, 1, "view"));
    return new ProducerRecord<>(TOPIC, at, (byte[]) null, right.value(), right.headers());
  }
}
