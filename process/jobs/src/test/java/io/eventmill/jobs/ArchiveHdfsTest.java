package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.testkit.hdfs.HdfsUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveHdfsTest {
  private static final String ARCHIVE =
      "from: raw, compression: gzip, partition: year/month, roll: {every: 1s, count: 5000},"
          + " compact: {after: 1m}";

  @TempDir Path dir;

  @Test
  void everyOffsetIsInHdfsOnceAfterKillMinus9AndAfterHdfsItselfWasAway() throws Exception {
    try (HdfsUnderTest hdfs = HdfsUnderTest.start(dir.resolve("server"))) {
      String lake = hdfs.address() + "/deep/lake";
      for (int kill = 0; kill < 2; kill++) {
        Process process = ArchivesUntilKilled.start(dir, lake, ARCHIVE, Map.of());
        int before = files(hdfs).size();
        while (files(hdfs).size() < before + 3) {
          assertThat(process.isAlive())
              .withFailMessage(() -> ArchivesUntilKilled.said(dir))
              .isTrue();
          Thread.sleep(500); // the shell is a process of its own
        }
        process.destroyForcibly().waitFor();
      }

      hdfs.kill();
      try (LakeMill mill = LakeMill.start(dir, 2)) {
        Pipeline pipeline = LakeMill.pipelineTo(lake, ARCHIVE);
        mill.submit(pipeline);
        hdfs.start();
        var raw = mill.log().read("raw-web");
        String all = String.valueOf(raw.size());
        LakeFiles fetched = fetched(hdfs, "0");
        for (int i = 1; !fetched.rowsAndPlaces().get(0).equals(all) && i < 60; i++) {
          Thread.sleep(1_000);
          fetched = fetched(hdfs, String.valueOf(i));
        }
        assertThat(raw.size()).isGreaterThan(100);
        assertThat(fetched.rowsAndPlaces()).containsExactly(all, all);
        fetched.requireSame(raw);
        assertThat(fetched.names()).allSatisfy(n -> assertThat(n).startsWith("year=2026/month=0"));

        assertThat(mill.compact(pipeline)).isPositive();
        LakeFiles merged = fetched(hdfs, "merged");
        assertThat(merged.names()).hasSizeLessThan(fetched.names().size());
        assertThat(merged.rowsAndPlaces()).containsExactly(all, all);
        merged.requireSame(raw);
      }
    }
  }

  /** What readers take, as Hadoop's own shell lists it. */
  private static List<String> files(HdfsUnderTest hdfs) throws Exception {
    return hdfs.files("/").stream()
        .filter(path -> path.endsWith(".jsonl.gz"))
        .peek(path -> assertThat(path).startsWith("/deep/lake/web/year="))
        .toList();
  }

  private LakeFiles fetched(HdfsUnderTest hdfs, String round) throws Exception {
    Path to = dir.resolve("fetched" + round);
    hdfs.get("/deep/lake", to);
    return new LakeFiles(to.resolve("web"), ".jsonl.gz");
  }
}
