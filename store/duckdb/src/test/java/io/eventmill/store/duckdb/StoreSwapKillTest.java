package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.LedgerCell.Kind;
import io.eventmill.store.OutcomeRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A swap in a process of its own, killed all along its way: the old rows or the new ones. */
class StoreSwapKillTest {
  private static final int RECORDS = 20_000;
  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void aKilledSwapLeavesTheOldOrTheNewAndTheNextOneEndsIt() throws Exception {
    Path ready = Files.createDirectory(folder.resolve("ready"));
    try (DuckDbStore live = open(ready.resolve("live"))) {
      StoreSwapTest.write(live, "enriched", 1, 0, all(), Map.of(), Map.of());
      StoreSwapTest.accept(live, 0, 0, RECORDS);
    }
    try (DuckDbStore batch = open(ready.resolve("batch"))) {
      StoreSwapTest.write(batch, "batch", 2, 0, all(), Map.of(), Map.of());
    }
    long whole = swapped(copied(ready, "unhurt"), Long.MAX_VALUE);
    assertThat(rules(folder.resolve("unhurt/live"))).isEqualTo(2);

    int old = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      Path round = copied(ready, "round-" + kill);
      swapped(round, whole * kill / (KILLS + 1));

      old += rules(round.resolve("live")) == 1 ? 1 : 0;

      StoreSwapTest.swap(round);
      assertThat(rules(round.resolve("live"))).isEqualTo(2);
      assertThat(round.resolve("staging")).doesNotExist();
    }
    assertThat(old).as("killed before the end").isPositive();
  }

  private static DuckDbStore open(Path store) {
    return DuckDbStore.open(DuckDbConfig.in(store));
  }

  private static List<Long> all() {
    return StoreSwapTest.offsets(0, RECORDS);
  }

  /** By which rules all outcomes in the store are. */
  private static int rules(Path store) {
    try (DuckDbStore live = open(store)) {
      List<Kind> found =
          live.ledger().outcomes(StoreSwapTest.RAW, 0, 0, RECORDS).stream()
              .map(OutcomeRow::kind)
              .toList();
      int rules = found.equals(kinds(1)) ? 1 : 2;
      assertThat(found).isEqualTo(kinds(rules));
      return rules;
    }
  }

  private static List<Kind> kinds(int rules) {
    return all().stream()
        .map(o -> StoreSwapTest.fate(rules, 0, o))
        .map(List.of(Kind.STORED, Kind.FAILED, Kind.DUPLICATE)::get)
        .toList();
  }

  private Path copied(Path ready, String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(ready)) {
      for (Path one : files.toList()) {
        Files.copy(one, to.resolve(ready.relativize(one)));
      }
    }
    return to;
  }

  /** SIGKILL after so many nanoseconds of swapping; how many it took. */
  private static long swapped(Path round, long killNanos) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreSwapKillTest.class.getName(),
                round.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("swapping");
      long begun = System.nanoTime();
      if (!process.waitFor(Math.min(killNanos, 120_000_000_000L), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
      return System.nanoTime() - begun;
    }
  }

  public static void main(String[] args) throws Exception {
    System.out.println("swapping");
    StoreSwapTest.swap(Path.of(args[0]));
  }
}
