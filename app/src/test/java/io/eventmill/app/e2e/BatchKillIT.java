package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the command with SIGKILL while it works: what lies there then is no result, or the one that
 * was there before; and the same command again gives what a plain loop gives.
 */
class BatchKillIT {
  private static final int KILLS = Integer.getInteger("eventmill.kills", 3);
  private static final long SEED = Long.getLong("eventmill.kills.seed", System.nanoTime());
  private static final String PIPELINE =
      """
      name: shop
      sources:
        web: {event: {id: /id, type: /kind, time: /at}}
      counts:
        - {name: kinds, by: /kind, every: 1h, source: web}
      """;

  @TempDir private Path dir;
  private final Random random = new Random(SEED);

  /** What is in a store: by kind the events and the counted ones, and the duplicates. */
  private record Found(Map<String, Long> events, Map<String, Long> counted, long duplicates) {}

  @Test
  void nothingHalfDoneIsTakenForAResult() throws Exception {
    System.out.printf("-Deventmill.kills=%d -Deventmill.kills.seed=%d%n", KILLS, SEED);
    Files.writeString(dir.resolve("pipeline.yaml"), PIPELINE);
    Path few = dir.resolve("few.jsonl");
    Path many = dir.resolve("many.jsonl");
    Found ofFew = drawn(few, 1_000);
    Found ofMany = drawn(many, 60_000);

    kill(many, true);
    assertThat(result()).doesNotExist();
    assertThat(run(few).exit()).isZero();
    assertThat(found()).isEqualTo(ofFew);

    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killed += kill(many, kill % 2 == 0) ? 1 : 0;
      Found now = found();
      assertThat(now).isIn(ofFew, ofMany); // of one that was quicker than the kill
    }
    assertThat(killed).isPositive();

    Cli whole = run(many);
    assertThat(whole.exit()).as(whole.output()).isZero();
    assertThat(found()).isEqualTo(ofMany);
    assertThat(dir.resolve("data/batch/shop/new")).doesNotExist();
    assertThat(dir.resolve("data/batch/shop/old")).doesNotExist();
  }

  private Path result() {
    return dir.resolve("data/batch/shop/result");
  }

  private List<String> command(Path file) {
    return List.of(
        "batch", dir.toString(), "--data", dir.resolve("data").toString(), "--file", file + "");
  }

  private Cli run(Path file) throws Exception {
    return Cli.run(command(file).toArray(String[]::new));
  }

  /** Whether it was still at work. */
  private boolean kill(Path file, boolean whileItWrites) throws Exception {
    Path store = dir.resolve("data/batch/shop/new/store/events.duckdb");
    List<String> launcher =
        new ArrayList<>(List.of(RunningMill.ROOT.resolve("eventmill").toString()));
    launcher.addAll(command(file));
    ProcessBuilder builder = new ProcessBuilder(launcher).directory(RunningMill.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never");
    Path output = dir.resolve("out");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (whileItWrites) { // on its first start the store is not of the run that was killed before
      RunningMill.until(
          Duration.ofSeconds(60),
          "the batch to write",
          () -> !process.isAlive() || isFresh(store, process));
    }
    process.waitFor(random.nextInt(2_500), TimeUnit.MILLISECONDS);
    boolean working = process.isAlive();
    process.destroyForcibly().waitFor();
    return working;
  }

  private static boolean isFresh(Path store, Process process) {
    try {
      return Files.getLastModifiedTime(store)
          .toInstant()
          .isAfter(process.info().startInstant().get());
    } catch (IOException e) {
      return false; // not there yet
    }
  }

  private Found found() throws Exception {
    try (StoreFile store = StoreFile.of(result())) {
      return new Found(
          sums(store.rows("SELECT type, count(*) FROM events GROUP BY ALL")),
          sums(
              store.rows(
                  "SELECT json ->> '$.kind', sum((json ->> '$.count')::BIGINT)::BIGINT FROM results"
                      + " GROUP BY ALL")),
          Long.parseLong((String) store.rows("SELECT count(*) FROM dropped").get(0)[0]));
    }
  }

  private static Map<String, Long> sums(List<Object[]> rows) {
    Map<String, Long> sums = new TreeMap<>();
    rows.forEach(row -> sums.put((String) row[0], Long.parseLong((String) row[1])));
    return sums;
  }

  /** Writes a file of events, some twice; what is to become of them, by a plain loop. */
  private Found drawn(Path file, int count) throws IOException {
    Set<String> ids = new HashSet<>();
    Map<String, Long> kinds = new TreeMap<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String id = "e" + random.nextInt(count);
      String kind = "k" + (id.hashCode() & 3);
      long at = 1_700_000_000L + random.nextInt(100_000);
      lines.append("{\"id\":\"%s\",\"kind\":\"%s\",\"at\":%d}\n".formatted(id, kind, at));
      if (ids.add(id)) {
        kinds.merge(kind, 1L, Long::sum);
      }
    }
    Files.writeString(file, lines);
    return new Found(kinds, kinds, count - ids.size());
  }
}
