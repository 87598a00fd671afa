package io.eventmill.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that merges with SIGKILL, while somebody reads. */
class LakeCompactionKillTest {
  private static final String SETTINGS =
      "compression: gzip, partition: year/month/day, compact: {after: 1h, size: 1MB}";
  private static final int FOLDERS = 28;
  private static final int KILLS = 5;
  private static final int FILES = 15;

  @TempDir Path dir;

  /** The process that is killed: merges until nothing is left to merge. */
  static final class Merges {
    private Merges() {}

    public static void main(String[] args) throws Exception {
      LakeCompaction compaction = CompactedLake.of(Path.of(args[0]), SETTINGS).compaction();
      while (compaction.round() > 0) {}
    }
  }

  @Test
  void everyRowIsThereOnceAtAnyTimeWhateverIsKilled() throws Exception {
    long seed = Long.getLong("eventmill.kills.seed", System.nanoTime());
    System.out.println("-Deventmill.kills.seed=" + seed);
    Random random = new Random(seed);
    CompactedLake lake = CompactedLake.of(dir.resolve("lake"), SETTINGS);
    lake.reached(0, 100_000_000);
    int killed = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      List<String> rows = month(lake, kill);
      int before = lake.lying().size();
      Process process = merges();
      while (process.isAlive() && lake.lying().size() >= before) {
        Thread.onSpinWait();
      }
      process.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
      assertThat(CompactedLake.rows(lake.current())).isEqualTo(rows);
      assertThat(lake.read()).isEqualTo(lake.places());
    }
    assertThat(killed).isGreaterThan(KILLS / 2);

    List<String> rows = month(lake, KILLS + 1);
    List<String> places = lake.places();
    Process process = merges();
    while (process.isAlive()) {
      requireSeenOnce(lake, rows);
      assertThat(lake.read()).isEqualTo(places); // which follows what is merged meanwhile
    }
    assertThat(process.exitValue()).isZero();
    assertThat(CompactedLake.rows(lake.lying())).isEqualTo(rows);
    assertThat(lake.lying()).hasSize((KILLS + 1) * FOLDERS);
  }

  /** Adds a month of small files; all rows of the lake. */
  private static List<String> month(CompactedLake lake, int month) throws Exception {
    for (int day = 1; day <= FOLDERS; day++) {
      for (int file = 0; file < FILES; file++) {
        long first = month * 1_000_000L + day * 10_000L + file * 20L;
        lake.file("year=2025/month=%02d/day=%02d".formatted(month, day), 0, first, first + 18);
      }
    }
    return CompactedLake.rows(lake.current());
  }

  /** A file may go between its listing and its reading; then the reader looks again. */
  private static void requireSeenOnce(CompactedLake lake, List<String> rows) throws Exception {
    for (int tries = 0; ; tries++) {
      try {
        assertThat(CompactedLake.rows(lake.current())).isEqualTo(rows);
        return;
      } catch (SQLException e) {
        assertThat(tries).as(e.getMessage()).isLessThan(100);
      }
    }
  }

  private Process merges() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx200m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Merges.class.getName(),
            dir.resolve("lake").toString())
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(dir, "out", "").toFile())
        .start();
  }
}
