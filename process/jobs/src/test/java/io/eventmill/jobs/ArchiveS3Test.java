package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveS3Test {
  private static final String LAKE = "s3://lake/deep";

  private static final String ARCHIVE =
      "from: raw, compression: gzip, partition: year/month, roll: {every: 1s, count: 5000},"
          + " compact: {after: 1m}";

  @TempDir Path dir;

  @Test
  void everyOffsetIsInTheBucketOnceAfterKillMinus9() throws Exception {
    try (S3ProxyProcess store = S3ProxyProcess.start(dir)) {
      archiveAndKill(store.bucket());
    }
  }

  @Test
  void everyOffsetIsInABucketOfCephOnceAfterKillMinus9() throws Exception {
    try (CephProcesses store = CephProcesses.start(Files.createDirectory(dir.resolve("ceph")))) {
      archiveAndKill(store.bucket());
    }
  }

  private void archiveAndKill(S3Bucket s3) throws Exception {
    for (int kill = 0; kill < 2; kill++) {
      Process process = ArchivesUntilKilled.start(dir, LAKE, ARCHIVE, s3.fileSystem());
      int before = files(s3).size();
      while (files(s3).size() < before + 3) {
        assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
            .withFailMessage(() -> ArchivesUntilKilled.said(dir))
            .isFalse();
      }
      process.destroyForcibly().waitFor();
    }

    try (LakeMill mill = LakeMill.start(dir, 2, s3.fileSystem())) {
      Pipeline pipeline = LakeMill.pipelineTo(LAKE, ARCHIVE);
      mill.submit(pipeline);
      var raw = mill.log().read("raw-web");
      mill.await(() -> rows(s3) + " of " + raw.size(), rows -> done(rows));

      LakeFiles fetched = fetched(s3, "fetched");
      String all = String.valueOf(raw.size());
      assertThat(raw.size()).isGreaterThan(100);
      assertThat(fetched.rowsAndPlaces()).containsExactly(all, all);
      fetched.requireSame(raw);
      assertThat(fetched.names()).allSatisfy(n -> assertThat(n).startsWith("year=2026/month=0"));

      assertThat(mill.compact(pipeline)).isPositive();
      LakeFiles merged = fetched(s3, "merged");
      assertThat(merged.names()).hasSizeLessThan(fetched.names().size());
      assertThat(merged.rowsAndPlaces()).containsExactly(all, all);
      merged.requireSame(raw);
    }
  }

  private static List<String> files(S3Bucket s3) throws Exception {
    return s3.keys().stream().filter(key -> key.endsWith(".jsonl.gz")).toList();
  }

  private static boolean done(String rows) {
    String[] parts = rows.split(" of ");
    return Long.parseLong(parts[0]) >= Long.parseLong(parts[1]);
  }

  private long rows(S3Bucket s3) throws Exception {
    LakeFiles fetched = fetched(s3, "fetched");
    return Long.parseLong(fetched.rowsAndPlaces().get(0));
  }

  private LakeFiles fetched(S3Bucket s3, String folder) throws Exception {
    for (String key : files(s3)) {
      Path to = dir.resolve(folder).resolve(key);
      if (!Files.exists(to)) {
        s3.get(key, to);
      }
    }
    return new LakeFiles(dir.resolve(folder + "/deep/web"), ".jsonl.gz");
  }
}
