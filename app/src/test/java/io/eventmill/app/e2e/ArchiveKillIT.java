package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process with SIGKILL while it fills two lakes, and asks DuckDB at the end whether
 * every offset of the raw topic is in each once.
 */
class ArchiveKillIT {
  private static final int KILLS = Integer.getInteger("eventmill.kills", 3);
  private static final long SEED = Long.getLong("eventmill.kills.seed", System.nanoTime());
  private static final String PIPELINE =
      """
      name: kept
      sources:
        web: {event: {id: /id, type: /type, time: /ts}}
      archive:
        - {from: raw, to: lake/raw, roll: {every: 2s}}
        - {from: enriched, to: lake/enriched, compression: zstd, roll: {every: 2s, count: 300}}
      """;

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private int sent;

  @Test
  void everyOffsetIsInTheLakeOnceWhateverWasKilled() throws Exception {
    System.out.printf("-Deventmill.kills=%d -Deventmill.kills.seed=%d%n", KILLS, SEED);
    Files.writeString(dir.resolve("pipeline.yaml"), PIPELINE);
    for (int kill = 0; kill < KILLS; kill++) {
      try (RunningMill mill = start()) {
        send(mill, 2_000 + random.nextInt(4_000));
        mill.kill();
      }
    }
    try (RunningMill mill = start()) {
      send(mill, 1_000);
      RunningMill.until(
          Duration.ofSeconds(90),
          "both lakes to have all",
          () -> rows("raw").get(0) >= end(mill) && rows("enriched").get(0) >= end(mill));

      long all = end(mill);
      assertThat(all).isGreaterThan(100);
      assertThat(rows("raw")).containsExactly(all, all, 0L, all - 1);
      assertThat(rows("enriched")).containsExactly(all, all, 0L, all - 1);
    }
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(
        dir.resolve("data"), "run", dir.toString(), "--set", "process.checkpoint_interval=1s");
  }

  private void send(RunningMill mill, int millis) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        int id = sent++;
        long time = 1_767_225_600L + random.nextInt(2 * 3_600);
        batch.append("{\"id\":\"e-%d\",\"type\":\"view\",\"ts\":%d}\n".formatted(id, time));
      }
      mill.post("/collect/web", batch.toString());
    }
  }

  /** Rows, different places, first and last offset. */
  private List<Long> rows(String lake) {
    String query =
        ("select count(*), count(distinct (origin, \"offset\")), min(\"offset\"), max(\"offset\")"
                + " from read_json('%s/data/lake/%s/web/**/*.jsonl*')")
            .formatted(dir, lake);
    try (var db = DriverManager.getConnection("jdbc:duckdb:");
        var statement = db.createStatement()) {
      ResultSet found = statement.executeQuery(query);
      found.next();
      return List.of(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4));
    } catch (SQLException e) {
      return List.of(0L); // no file yet
    }
  }

  private static long end(RunningMill mill) {
    TopicPartition raw = new TopicPartition("raw-web", 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", mill.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(raw)).get(raw);
    }
  }
}
