package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.HistoryReader;
import io.eventmill.jobs.history.HistoryRow;
import io.eventmill.jobs.history.Lake;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchS3Test {
  @TempDir Path dir;

  @Test
  void aBatchOverABucketGivesWhatAPlainLoopGivesWhateverIsMerged() throws Exception {
    try (S3ProxyProcess store = S3ProxyProcess.start(dir)) {
      BatchLake lake =
          BatchLake.archived(
              dir, "s3://lake/deep", store.bucket().fileSystem(), List.of("lines", "columns"));
      List<HistoryFile> small = lake.files("lines");
      List<HistoryFile> columns = lake.files("columns");
      List<String> keys = store.bucket().keys();
      assertThat(small)
          .allMatch(file -> keys.contains(file.path().substring("s3://lake/".length())));
      assertThat(keys).filteredOn(key -> key.endsWith(".jsonl.gz")).hasSameSizeAs(small);

      lake.compactHalf("lines");
      lake.requireBatchIsPlain(small); // half of them have gone since
      assertThat(lake.files("lines")).hasSizeLessThan(small.size());
      lake.requireBatchIsPlain(lake.files("lines"));

      try (HistoryReader rows = Lake.open(columns.get(0))) {
        HistoryRow first = rows.next();
        assertThat(lake.compact("columns")).isPositive();
        HistoryRow second = rows.next();
        assertThat(second.origin().offset()).isGreaterThan(first.origin().offset());
      }
      lake.requireBatchIsPlain(columns);
    }
  }
}
