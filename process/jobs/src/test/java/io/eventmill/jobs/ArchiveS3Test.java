package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveS3Test {
  private static final String LAKE = "s3://lake/deep";

  private static final String ARCHIVE =
      "from: raw, compression: gzip, partition: year/month, roll: {every: 1s, count: 5000}";

  @TempDir Path dir;

  @Test
  void everyOffsetIsInTheBucketOnceAfterKillMinus9() throws Exception {
    try (S3ProxyProcess s3 = S3ProxyProcess.start(dir)) {
      for (int kill = 0; kill < 2; kill++) {
        Process process = archives(s3);
        int before = files(s3).size();
        while (files(s3).size() < before + 3) {
          assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
              .withFailMessage(() -> read(dir.resolve("err")))
              .isFalse();
        }
        process.destroyForcibly().waitFor();
      }

      try (LakeMill mill = LakeMill.start(dir, 2, s3.fileSystem())) {
        mill.submit(LakeMill.pipelineTo(LAKE, ARCHIVE));
        var raw = mill.log().read("raw-web");
        mill.await(() -> rows(s3) + " of " + raw.size(), rows -> done(rows));

        LakeFiles fetched = fetched(s3);
        String all = String.valueOf(raw.size());
        assertThat(raw.size()).isGreaterThan(100);
        assertThat(fetched.rowsAndPlaces()).containsExactly(all, all);
        fetched.requireSame(raw);
        assertThat(fetched.names()).allSatisfy(n -> assertThat(n).startsWith("year=2026/month=0"));
      }
    }
  }

  private static List<String> files(S3ProxyProcess s3) throws Exception {
    return s3.keys().stream().filter(key -> key.endsWith(".jsonl.gz")).toList();
  }

  private static boolean done(String rows) {
    String[] parts = rows.split(" of ");
    return Long.parseLong(parts[0]) >= Long.parseLong(parts[1]);
  }

  private long rows(S3ProxyProcess s3) throws Exception {
    LakeFiles fetched = fetched(s3);
    return Long.parseLong(fetched.rowsAndPlaces().get(0));
  }

  private LakeFiles fetched(S3ProxyProcess s3) throws Exception {
    for (String key : files(s3)) {
      Path to = dir.resolve("fetched").resolve(key);
      if (!Files.exists(to)) {
        s3.get(key, to);
      }
    }
    return new LakeFiles(dir.resolve("fetched/deep/web"), ".jsonl.gz");
  }

  private Process archives(S3ProxyProcess s3) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ArchivesUntilKilled.class.getName(),
                dir.toString(),
                LAKE,
                ARCHIVE));
    s3.fileSystem().forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command)
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile())
        .start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
