package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events that failed for a wrong pipeline file, healed after it was put right: tried first, then
 * replayed while others come in, the process killed in the middle and the replay run again.
 */
class FailedHealIT {
  private static final int BAD = 500;
  private static final int WITHOUT_TYPE = 50;
  private static final int GOOD = 100;

  /** Reads the time where only the good events have it. */
  private static final String WRONG = "{id: /id, fixed_type: visit, time: /event_timestamp}";

  private static final String BETTER = "{id: /id, type: /type, time: /at}";
  private static final String RIGHT = "{id: /id, fixed_type: healed, time: /at}";

  @TempDir private Path folder;

  @Test
  void eachIsStoredOnceWhateverHappensInBetween() throws Exception {
    pipeline(WRONG);
    try (RunningMill mill = start()) {
      assertThat(mill.post("/collect/shop", lines(0, BAD)).statusCode()).isEqualTo(200);
      assertThat(mill.post("/collect/shop", good(0, GOOD)).statusCode()).isEqualTo(200);
      mill.untilCount("", GOOD);
      untilFailed(mill, "", BAD);
      Cli list = failed("list");
      assertThat(list.exit()).as(list.output()).isZero();
      assertThat(list.output()).contains("500  TIME_MISSING").contains("source shop");
      Cli show = failed("show", "bad-7");
      assertThat(show.exit()).as(show.output()).isZero();
      assertThat(show.output()).contains(bad(7)).contains("/event_timestamp").contains("127.0.0.1");
      assertThat(failed("show", "nobody").exit()).isEqualTo(1);
      assertThat(failed("replay", "--dry-run", "--all").output()).contains("0 of 500 would now");
      mill.interrupt();
    }

    pipeline(BETTER);
    try (RunningMill mill = start("--set", "query.replay_batch=1")) {
      Cli trial = failed("replay", "--dry-run", "--all");
      assertThat(trial.output())
          .contains("450 of 500 would now pass; the rest fail with")
          .contains("50  TYPE_MISSING");
      assertThat(trial.exit()).isEqualTo(1);
      replayUntilKilledInTheMiddle(mill);
    }

    try (RunningMill mill = start();
        Load load = new Load(mill)) {
      long left = count(mill, "?replayed=false&reason=TIME_MISSING");
      assertThat(left).as("it was killed in the middle").isBetween(1L, BAD - 1L);
      Cli again = failed("replay", "--reason", "TIME_MISSING");
      assertThat(again.exit()).as(again.output()).isZero();
      assertThat(again.output()).contains(left + " events replayed");
      untilFailed(mill, "?replayed=false&reason=TIME_MISSING", 0);
      untilFailed(mill, "?reason=TYPE_MISSING", WITHOUT_TYPE);
      load.stop();
      mill.untilCount("", GOOD + BAD - WITHOUT_TYPE + load.sent.get());
      mill.interrupt();
    }

    pipeline(RIGHT);
    try (RunningMill mill = start()) {
      assertThat(failed("replay", "--dry-run", "--all").output()).contains("50 of 50 would now");
      assertThat(failed("replay", "--all").exit()).isZero();
      untilFailed(mill, "?replayed=false", 0);
      mill.untilCount("?type=healed", WITHOUT_TYPE);
      Cli nothing = failed("replay", "--all");
      assertThat(nothing.exit()).isZero();
      assertThat(nothing.output()).contains("Nothing to replay");
      check(mill);
    }
  }

  private void check(RunningMill mill) throws Exception {
    Map<String, Integer> stored = new HashMap<>();
    mill.get("/api/events?format=csv")
        .body()
        .lines()
        .skip(1)
        .forEach(line -> stored.merge(line.split(",")[0], 1, Integer::sum));
    for (int i = 0; i < BAD; i++) {
      assertThat(stored).containsEntry("bad-" + i, 1);
    }
    assertThat(stored.values()).allMatch(n -> n == 1);

    Map<String, JsonNode> failedPlaces = new HashMap<>();
    for (JsonNode row : failedRows(mill)) {
      failedPlaces.put(row.get("place").asText(), row);
      assertThat(row.get("replayed").isNull()).as(row.toString()).isFalse();
      boolean second = row.get("reason").asText().equals("TYPE_MISSING");
      assertThat(row.get("attempts").asInt()).isEqualTo(second ? 2 : 1);
    }
    assertThat(failedPlaces).hasSize(BAD + WITHOUT_TYPE);

    Set<String> replayed = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : raw(mill)) {
      Header replay = record.headers().lastHeader("em-replay");
      if (replay != null) {
        String place = io.eventmill.event.Origin.fromBytes(replay.value()).asId();
        assertThat(replayed.add(place)).as("a second replay of " + place).isTrue();
        JsonNode row = failedPlaces.get(place);
        assertThat(new String(record.value(), UTF_8)).isEqualTo(row.get("body").asText());
        assertThat(text(record, "em-id")).isEqualTo(row.get("id").asText());
        assertThat(text(record, "em-attempt")).isEqualTo("" + (row.get("attempts").asInt() + 1));
        assertThat(row.get("replayed").get("place").asText())
            .endsWith("-" + record.partition() + "-" + record.offset());
      }
    }
    assertThat(replayed).isEqualTo(failedPlaces.keySet());
  }

  /** One event at a time, so that there is a middle to be killed in. */
  private static void replayUntilKilledInTheMiddle(RunningMill mill) {
    var asked =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(mill.url("/api/failed/replay"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"reason\":\"TIME_MISSING\"}"))
                    .build(),
                BodyHandlers.ofString());
    RunningMill.until(
        Duration.ofSeconds(60),
        "some to be replayed",
        () -> asked.isDone() || count(mill, "?replayed=true") > 20);
    mill.kill();
  }

  /** Sends good events until it is stopped. */
  private static final class Load implements AutoCloseable {
    final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread;

    Load(RunningMill mill) {
      thread =
          new Thread(
              () -> {
                while (!stopping.get()) {
                  int from = GOOD + sent.get();
                  try {
                    if (mill.post("/collect/shop", good(from, from + 20)).statusCode() == 200) {
                      sent.addAndGet(20);
                    }
                  } catch (IOException e) {
                    return; // the server is gone; the count tells
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }
              });
      thread.start();
    }

    void stop() throws InterruptedException {
      stopping.set(true);
      thread.join();
    }

    @Override
    public void close() throws InterruptedException {
      stop();
    }
  }

  private void pipeline(String event) throws IOException {
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        name: shop
        sources:
          shop:
            topics: {raw: raw-shop, enriched: enriched-shop, failed: failed-shop, dropped: dropped-shop, partitions: 2}
            event: %s
        stores: {search: duckdb}
        """
            .formatted(event));
  }

  private RunningMill start(String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("run", folder.resolve("pipeline.yaml").toString()));
    args.addAll(List.of(more));
    return RunningMill.start(folder.resolve("data"), args.toArray(String[]::new));
  }

  private Cli failed(String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of("failed"));
    all.addAll(List.of(args));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return Cli.run(all.toArray(String[]::new));
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(FailedHealIT::bad).collect(Collectors.joining("\n"));
  }

  private static String bad(int i) {
    String type = i < WITHOUT_TYPE ? "" : "\"type\":\"visit-1\",";
    return "{\"id\":\"bad-%d\",%s\"at\":\"2026-11-20T10:00:%02dZ\"}".formatted(i, type, i % 60);
  }

  private static String good(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                ("{\"id\":\"good-%d\",\"type\":\"good\",\"at\":1763632800,"
                        + "\"event_timestamp\":\"2026-11-20T10:00:00Z\"}")
                    .formatted(i))
        .collect(Collectors.joining("\n"));
  }

  private static void untilFailed(RunningMill mill, String query, long expected) {
    RunningMill.until(
        Duration.ofSeconds(60),
        "failed" + query + " to be " + expected + " (is " + count(mill, query) + ")",
        () -> count(mill, query) == expected);
  }

  private static long count(RunningMill mill, String query) {
    try {
      return mill.json("/api/failed" + query).get("count").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> failedRows(RunningMill mill) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = mill.json("/api/failed?order=oldest&limit=100" + cursor);
      page.get("failed").forEach(rows::add);
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    }
    return rows;
  }

  /** As any other Kafka client would read it. */
  private static List<ConsumerRecord<byte[], byte[]>> raw(RunningMill mill) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", mill.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (int p = 0; p < 2; p++) {
        TopicPartition partition = new TopicPartition("raw-shop", p);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
        }
      }
    }
    return records;
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }
}
