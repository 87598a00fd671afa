package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.testkit.hdfs.HdfsUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchHdfsTest {
  @TempDir Path dir;

  @Test
  void aBatchOverHdfsGivesWhatAPlainLoopGivesWhateverIsMerged() throws Exception {
    try (HdfsUnderTest hdfs = HdfsUnderTest.start(dir.resolve("server"))) {
      BatchLake lake =
          BatchLake.archived(dir, hdfs.address() + "/deep", Map.of(), List.of("lines", "columns"));
      List<HistoryFile> small = lake.files("lines");
      List<HistoryFile> columns = lake.files("columns");
      assertThat(hdfs.files("/deep/lines/web"))
          .filteredOn(path -> path.endsWith(".jsonl.gz"))
          .containsExactlyInAnyOrderElementsOf(
              small.stream().map(f -> f.path().substring(hdfs.address().length())).toList());

      lake.compactHalf("lines");
      lake.requireBatchIsPlain(small); // half of them have gone since
      assertThat(lake.files("lines")).hasSizeLessThan(small.size());
      lake.requireBatchIsPlain(lake.files("lines"));

      assertThat(lake.compact("columns")).isPositive();
      lake.requireBatchIsPlain(columns);
    }
  }
}
