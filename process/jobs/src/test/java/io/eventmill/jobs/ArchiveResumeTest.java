package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveResumeTest {
  @TempDir Path dir;

  @Test
  void everyOffsetIsInTheLakeOnceAfterKillMinus9AgainAndAgain() throws Exception {
    long seed = Long.getLong("eventmill.kills.seed", System.nanoTime());
    System.out.println("-Deventmill.kills.seed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < 3; kill++) {
      Process process =
          ArchivesUntilKilled.start(dir, "lake", ArchivesUntilKilled.ARCHIVE, Map.of());
      int before = lake().names().size();
      while (lake().names().size() < before + 4) {
        assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
            .withFailMessage(() -> ArchivesUntilKilled.said(dir))
            .isFalse();
      }
      process.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }

    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.submit(LakeMill.pipeline(ArchivesUntilKilled.ARCHIVE));
      var raw = mill.log().read("raw-web");
      String all = String.valueOf(raw.size());
      mill.await(() -> lake().rowsAndPlaces().get(0), all::equals);

      assertThat(raw.size()).isGreaterThan(500);
      assertThat(lake().rowsAndPlaces()).containsExactly(all, all);
      lake().requireSame(raw);
      assertThat(mill.states().get(0)).contains("chk-");
    }
  }

  @Test
  void aLakeWhoseCheckpointsAreLostIsNotFilledTwice() throws Exception {
    var pipeline = LakeMill.pipeline(ArchivesUntilKilled.ARCHIVE);
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.log().write(events(0, 300));
      mill.submit(pipeline);
      mill.await(() -> lake().rowsAndPlaces().get(0), "300"::equals);
    }
    deleteAll(LakeMill.checkpoints(dir));
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.log().write(events(300, 100));
      mill.submit(pipeline);
      mill.await(() -> lake().rowsAndPlaces().get(0), "400"::equals);
      Thread.sleep(2_000);

      assertThat(lake().rowsAndPlaces()).containsExactly("400", "400");
    }
  }

  /** A clean stop leaves nothing open, and its savepoint nothing to do again. */
  @Test
  void whatCameBeforeACleanStopIsThere() throws Exception {
    var pipeline = LakeMill.pipeline("from: raw, compression: gzip, roll: {every: 10m}");
    int count = 0;
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.submit(pipeline);
      while (written() == 0) { // the first checkpoint may come at any time, the next is far
        mill.log().write(events(count, 100));
        count += 100;
        Thread.sleep(2_000);
      }
      assertThat(lake().rowsAndPlaces().get(0)).isNotEqualTo(String.valueOf(count));
    }
    assertThat(lake().rowsAndPlaces())
        .containsExactly(String.valueOf(count), String.valueOf(count));
    assertThat(written()).isZero();
  }

  private long written() throws IOException {
    if (!Files.exists(dir.resolve("lake/web/_open"))) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(dir.resolve("lake/web/_open"))) {
      return all.filter(Files::isRegularFile).count();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private LakeFiles lake() {
    return new LakeFiles(dir.resolve("lake/web"), ".jsonl.gz");
  }

  private static List<ProducerRecord<byte[], byte[]>> events(int from, int count) {
    return Stream.iterate(from, i -> i + 1)
        .limit(count)
        .map(i -> new ProducerRecord<byte[], byte[]>("raw-web", i % 2, null, RawTraffic.event(i)))
        .toList();
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
