package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.HeaderNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeduplicationTest extends OnOneMachine {
  private static final long NOON = 1_767_268_800_000L;
  private static final long MINUTE = 60_000;
  private static final Pattern METRIC =
      Pattern.compile("\"id\":\"([^\"]*source\\.counted\\.duplicates)\"");

  /** Ids inside and outside of the window, on two partitions, some failing; beside a plain loop. */
  @Test
  void letsEachIdPassOnceWithinTheWindow() throws Exception {
    log.makeTopics("twice", 2);
    Random random = new Random(7);
    Map<String, Long> passed = new HashMap<>();
    List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int failed = 0;
    int duplicates = 0;
    for (int i = 0; i < 4_000; i++) {
      int partition = random.nextInt(2);
      String id =
          random.nextBoolean()
              ? "e-" + random.nextInt(300)
              : new UUID(0, random.nextInt(300)).toString();
      long received = NOON + i * 100L - random.nextInt((int) MINUTE / 4);
      boolean good = random.nextInt(4) > 0;
      records.add(record("raw-twice", partition, id, received, good));
      Long before = passed.get(partition + id);
      if (!good) {
        failed++;
      } else if (before == null || Math.abs(received - before) > MINUTE) {
        passed.put(partition + id, received);
        expected.get(partition).add(id + "@" + received);
      } else {
        duplicates++;
      }
    }
    log.write(records);

    submit("twice", "1m", 100_000);

    int count = expected.get(0).size() + expected.get(1).size();
    assertThat(count).isBetween(1_000, 2_500);
    assertThat(passedOn(0, "enriched-twice", count)).isEqualTo(expected.get(0));
    assertThat(passedOn(1, "enriched-twice", count)).isEqualTo(expected.get(1));
    assertThat(log.read("failed-twice", failed)).hasSize(failed);
    Set<Origin> origins = new HashSet<>();
    for (var record : log.read("dropped-twice", duplicates)) {
      assertThat(DroppedRecords.decode(record).cause()).isEqualTo(Cause.DUPLICATE);
      origins.add(DroppedRecords.decode(record).origin());
    }
    assertThat(origins).hasSize(duplicates);
    assertThat(count + failed + duplicates).isEqualTo(4_000);
  }

  @Test
  void letsAllPassWhereItIsSwitchedOff() throws Exception {
    log.makeTopics("off", 1);
    log.write(
        List.of(record("raw-off", 0, "a", NOON, true), record("raw-off", 0, "a", NOON, true)));

    submit("off", "0s", 100_000);

    assertThat(passedOn(0, "enriched-off", 2)).hasSize(2);
  }

  @Test
  void letsADuplicatePassWhoseIdWasForgottenAtTheLimitButLosesNone() throws Exception {
    log.makeTopics("limit", 2);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "c", "b", "a", "d", "d", "b")) {
      records.add(record("raw-limit", 0, id, NOON, true));
    }
    for (String id : List.of("a", "b", "c", "a", "d", "b")) {
      expected.add(id + "@" + NOON);
    }
    log.write(records);

    submit("limit", "1h", 4); // for two partitions

    assertThat(passedOn(0, "enriched-limit", expected.size())).isEqualTo(expected);
  }

  @Test
  void countsWhatItDropped() throws Exception {
    log.makeTopics("counted", 1);
    log.write(
        List.of(
            record("raw-counted", 0, "a", NOON, true),
            record("raw-counted", 0, "a", NOON, true),
            record("raw-counted", 0, "a", NOON, false),
            record("raw-counted", 0, "a", NOON, true)));

    submit("counted", "1h", 100);

    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (!counted().contains("\"value\":\"2\"")) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      Thread.sleep(100);
    }
  }

  /** The metric as Flink's own page asks for it. */
  private static String counted() throws Exception {
    String job =
        flink.states().stream()
            .filter(s -> s.name().equals("events-counted"))
            .findFirst()
            .orElseThrow()
            .id();
    Matcher vertex =
        Pattern.compile("\"vertices\":\\[\\{\"id\":\"([0-9a-f]+)\"").matcher(get("/jobs/" + job));
    if (!vertex.find()) {
      return "";
    }
    String metrics = "/jobs/" + job + "/vertices/" + vertex.group(1) + "/metrics";
    Matcher name = METRIC.matcher(get(metrics));
    return name.find() ? get(metrics + "?get=" + name.group(1)) : "";
  }

  private static String get(String path) throws Exception {
    URI uri = flink.webAddress().resolve(path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static void submit(String source, String within, int idsMax) {
    String yaml = RawTraffic.yaml(source, source) + "    deduplicate: {within: " + within + "}\n";
    Pipeline pipeline = PipelineFile.parse(yaml).pipeline();
    var config = QuickJobs.with(QuickJobs.CONFIG, "dedupe_ids_max", Integer.toString(idsMax));
    flink.submit(
        EventsJob.name(pipeline),
        (env, none) -> EventsJob.build(env, kafka, QuickJobs.rules(pipeline), config));
  }

  private static List<String> passedOn(int partition, String topic, int count) throws Exception {
    List<String> passed = new ArrayList<>();
    for (var record : log.read(topic, count)) {
      Event event = EnrichedRecords.decode(record);
      if (record.partition() == partition) {
        passed.add(event.id() + "@" + event.receivedMillis());
      }
    }
    return passed;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, String id, long received, boolean good) {
    String json = "{\"event_type\":\"view\",\"at\":" + (good ? "1767225600" : "\"?\"") + "}";
    var record = new ProducerRecord<byte[], byte[]>(topic, partition, null, json.getBytes(UTF_8));
    record.headers().add(HeaderNames.ID, id.getBytes(UTF_8));
    record.headers().add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(received).array());
    return record;
  }
}
