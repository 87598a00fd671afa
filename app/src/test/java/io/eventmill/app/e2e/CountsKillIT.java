package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process with SIGKILL again and again while events come in disorder, and compares
 * at the end what each window counts with what the store finds there.
 */
class CountsKillIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KILLS = Integer.getInteger("eventmill.kills", 4);
  private static final long SEED = Long.getLong("eventmill.kills.seed", System.nanoTime());
  private static final String TOPIC = "counts-events_aggregation";
  private static final long START = 1_465_583_500;
  private static final int SECONDS = 60;
  private static final List<String> TYPES = List.of("session_start", "session_end", "Link-Clicked");

  @TempDir Path data;
  private final Random random = new Random(SEED);
  private long acknowledged;

  @Test
  void windowsCountWhatIsStoredWhateverWasKilled() throws Exception {
    System.out.printf("-Deventmill.kills=%d -Deventmill.kills.seed=%d%n", KILLS, SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningMill mill = start()) {
        send(mill, 1_000 + random.nextInt(6_000));
        mill.kill();
      }
    }
    try (RunningMill mill = start()) {
      send(mill, 1_000);
      RunningMill.until(
          Duration.ofSeconds(90),
          "the windows to count what is stored",
          () -> mill.count("?source=mobile") >= acknowledged && agree(mill));

      assertThat(acknowledged).isGreaterThan(500);
      assertThat(windows(mill)).hasSize(TYPES.size() * SECONDS / 10).isEqualTo(stored(mill));
      assertThat(served(mill)).isEqualTo(withSum(stored(mill)));
    }
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(
        data, "run", "pipelines/event-counts", "--set", "process.checkpoint_interval=1s");
  }

  /** In batches, in no order. */
  private void send(RunningMill mill, int millis) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        batch.append(
            "{\"event_type\":\"%s\",\"ts\":%d}\n"
                .formatted(
                    TYPES.get(random.nextInt(TYPES.size())), START + random.nextInt(SECONDS)));
      }
      if (mill.post("/collect/mobile", batch.toString()).statusCode() == 200) {
        acknowledged += 20;
      }
    }
  }

  private static boolean agree(RunningMill mill) {
    Map<String, Long> stored = stored(mill);
    return windows(mill).equals(stored) && served(mill).equals(withSum(stored));
  }

  /** As the API tells them, out of the store. */
  private static Map<String, Long> served(RunningMill mill) {
    Map<String, Long> sums = new TreeMap<>();
    try {
      JsonNode answer = mill.json("/api/counts/events_aggregation?limit=1000");
      answer.get("rows").forEach(row -> add(row, sums));
      sums.put("sum", answer.get("sum").asLong());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return sums;
  }

  private static Map<String, Long> stored(RunningMill mill) {
    Map<String, Long> counts = new TreeMap<>();
    for (long from = START; from < START + SECONDS; from += 10) {
      for (String type : TYPES) {
        String range =
            "&from=%s&to=%s"
                .formatted(Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + 10));
        counts.put(from + type, mill.count("?source=mobile&type=" + type + range));
      }
    }
    return counts;
  }

  private static Map<String, Long> withSum(Map<String, Long> counts) {
    Map<String, Long> all = new TreeMap<>(counts);
    all.put("sum", counts.values().stream().mapToLong(Long::longValue).sum());
    return all;
  }

  /** From the topic, as anyone may read it. */
  private static Map<String, Long> windows(RunningMill mill) {
    Map<String, String> rows = new HashMap<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", mill.bootstrapServers(), "auto.offset.reset", "earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> r : consumer.poll(Duration.ofMillis(200))) {
          rows.put(r.key(), r.value());
        }
      }
    }
    Map<String, Long> sums = new TreeMap<>();
    for (String row : rows.values()) {
      try {
        add(JSON.readTree(row.getBytes(StandardCharsets.UTF_8)), sums);
      } catch (IOException e) {
        throw new IllegalStateException(row, e);
      }
    }
    return sums;
  }

  private static void add(JsonNode row, Map<String, Long> sums) {
    String key = row.get("window_start_time").asText() + row.get("event_type").asText();
    sums.merge(key, row.get("count").asLong(), Long::sum);
  }
}
