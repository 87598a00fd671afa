package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process with SIGKILL while events are routed, and compares what a plain consumer
 * finds on the routed topics with the raw topics, filtered by a loop: the same bytes, in the same
 * partition, in the same order, each once.
 */
class RoutesKillIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLS = Integer.getInteger("eventmill.kills", 4);
  private static final long SEED = Long.getLong("eventmill.kills.seed", System.nanoTime());
  private static final List<String> STATUSES = List.of("info", "warning", "error", "debug");
  private static final String PIPELINE =
      """
      name: devices
      sources:
        devices:
          topics: {raw: raw_events, partitions: 3}
          keep: 'event.event_status != "debug"'
          event: {type: /event_type, time: /timestamp, key: /deviceid}
        tills:
          event: {type: /event_type, time: /timestamp}
      enrich:
        - text: {from: [/deviceid, /event_type], into: label}
      routes:
        - {name: alerts, when: 'event.event_status in ["warning", "error"]', to: processed_events}
        - {name: loud, source: devices, when: event.volume > 9, to: {topic: loud, retention: 1d}}
      """;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private long acknowledged;

  @Test
  void aPlainConsumerFindsEachEventOnceWhateverWasKilled() throws Exception {
    System.out.printf("-Deventmill.kills=%d -Deventmill.kills.seed=%d%n", KILLS, SEED);
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningMill mill = start()) {
        send(mill, 2_000 + random.nextInt(4_000));
        mill.kill();
      }
    }
    try (RunningMill mill = start()) {
      send(mill, 500);
      RunningMill.until(
          Duration.ofSeconds(90), "all events to be accounted for", () -> isAccountedFor(mill));

      Map<String, List<String>> alerts = expected(mill, RoutesKillIT::isAlert);
      Map<String, List<String>> found = found(mill, "processed_events");
      assertThat(sizes(found)).isEqualTo(sizes(alerts));
      assertThat(found).isEqualTo(alerts);
      assertThat(found(mill, "loud").get("devices-2"))
          .isEqualTo(expected(mill, e -> e.get("volume").asInt() > 9).get("devices-2"))
          .isNotEmpty();
      assertThat(acknowledged).isGreaterThan(2_000L * KILLS);
      JsonNode total = mill.json("/api/audit").path("total");
      assertThat(total.path("filtered").asLong()).isEqualTo(debugs(mill)).isPositive();
      for (String source : List.of("devices", "tills")) {
        JsonNode trace = mill.json("/api/events/" + anyRouted(mill, source) + "/trace");
        assertThat(trace.path("journeys").get(0).path("routes").findValuesAsText("route"))
            .contains("alerts");
      }
      String counted = "route=\"alerts\",topic=\"processed_events\"} ";
      RunningMill.until(
          Duration.ofSeconds(60),
          "the routed events to be counted",
          () -> metrics(mill).contains(counted + sum(sizes(alerts))));
      assertThat(total.path("missing").asLong() + total.path("surplus").asLong()).isZero();
    }
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(
        folder.resolve("data"),
        "run",
        folder.toString(),
        "--set",
        "process.checkpoint_interval=3s",
        "--set",
        "audit.every=2s");
  }

  /** At least so many events, as fast as they are taken. */
  private void send(RunningMill mill, int events) throws Exception {
    for (long until = acknowledged + events; acknowledged < until; ) {
      String source = random.nextInt(20) == 0 ? "tills" : "devices";
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        batch.append(
            "{ \"deviceid\":\"dev_%d\", \"timestamp\":\"2022-05-01 12:00:%02d\",\"event_type\":\"type_%d\",\"event_status\":\"%s\",\"volume\":%d}\n"
                .formatted(
                    1 + random.nextInt(19),
                    random.nextInt(60),
                    1 + random.nextInt(9),
                    STATUSES.get(random.nextInt(STATUSES.size())),
                    random.nextInt(12)));
      }
      if (mill.post("/collect/" + source, batch.toString()).statusCode() == 200) {
        acknowledged += 200;
      }
    }
  }

  private boolean isAccountedFor(RunningMill mill) {
    try {
      JsonNode audit = mill.json("/api/audit");
      return audit.path("total").path("accepted").asLong() >= acknowledged
          && audit.path("total").path("in_flight").asLong() == 0
          && audit.path("quiet").asBoolean();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isAlert(JsonNode event) {
    String status = event.get("event_status").asText();
    return status.equals("warning") || status.equals("error");
  }

  /** By source and partition, what stands on raw and is for the route. */
  private static Map<String, List<String>> expected(RunningMill mill, Predicate<JsonNode> rule) {
    Map<String, List<String>> expected = new TreeMap<>();
    for (String source : List.of("devices", "tills")) {
      String raw = source.equals("devices") ? "raw_events" : "raw-tills";
      PlainConsumer.values(mill, raw)
          .forEach(
              (partition, values) ->
                  expected.put(
                      source + "-" + partition,
                      values.stream()
                          .filter(v -> !isDebug(v) || source.equals("tills"))
                          .filter(v -> rule.test(json(v)))
                          .toList()));
    }
    return expected;
  }

  /** By source and partition, what stands on the routed topic. */
  private static Map<String, List<String>> found(RunningMill mill, String topic) {
    return PlainConsumer.records(mill, topic).stream()
        .collect(
            Collectors.groupingBy(
                r -> header(r, "em-source") + "-" + r.partition(),
                TreeMap::new,
                Collectors.mapping(r -> r.value(), Collectors.toList())));
  }

  private static Map<String, Integer> sizes(Map<String, List<String>> lists) {
    Map<String, Integer> sizes = new TreeMap<>();
    lists.forEach((key, list) -> sizes.put(key, list.size()));
    return sizes;
  }

  private static String anyRouted(RunningMill mill, String source) {
    return PlainConsumer.records(mill, "processed_events").stream()
        .filter(r -> source.equals(header(r, "em-source")))
        .reduce((first, last) -> last)
        .map(r -> header(r, "em-id"))
        .orElseThrow();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static String metrics(RunningMill mill) {
    try {
      return mill.metrics();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static double sum(Map<String, Integer> sizes) {
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static long debugs(RunningMill mill) {
    return PlainConsumer.values(mill, "raw_events").values().stream()
        .flatMap(List::stream)
        .filter(RoutesKillIT::isDebug)
        .count();
  }

  private static boolean isDebug(String event) {
    return json(event).get("event_status").asText().equals("debug");
  }

  private static JsonNode json(String event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
