package io.eventmill.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeCompactionTest {
  private static final String HOUR = "year=2026/month=03/day=01/hour=12";
  private static final String OPEN_HOUR = "year=2026/month=03/day=01/hour=23";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "jsonl,none",
    "jsonl,gzip",
    "jsonl,zstd",
    "parquet,none",
    "parquet,gzip",
    "parquet,snappy",
    "parquet,zstd"
  })
  void smallFilesBecomeOneWithTheSameRows(String format, String compression) throws Exception {
    CompactedLake lake = lake("format: %s, compression: %s".formatted(format, compression));
    for (int i = 0; i < 20; i++) {
      lake.file(HOUR, 0, i * 100L, i * 100L + 60);
      lake.file(HOUR, 1, i * 100L + 1, i * 100L + 99);
    }
    List<String> rows = CompactedLake.rows(lake.lying());

    assertThat(lake.compaction().round()).isEqualTo(40);

    assertThat(rows).hasSize(20 * 31 + 20 * 50);
    assertThat(CompactedLake.rows(lake.lying())).isEqualTo(rows);
    assertThat(lake.lying())
        .extracting(file -> file.getFileName().toString().replaceAll("\\..*", ""))
        .containsExactly(
            "raw-web-p0-0000000000-0000001960-9f3c2a1b",
            "raw-web-p1-0000000001-0000001999-9f3c2a1b");
    assertThat(lake.compaction().round()).isZero();
  }

  @Test
  void onlyWhatIsAtRestIsMerged() throws Exception {
    CompactedLake lake = lake("compression: none");
    lake.file(OPEN_HOUR, 0, 0, 10);
    lake.file(OPEN_HOUR, 0, 20, 30);
    lake.file(HOUR, 0, 40, 50); // alone between now and the one that has just come
    Path fresh = lake.file(HOUR, 0, 60, 70);
    Files.setLastModifiedTime(fresh, FileTime.from(CompactedLake.NOW.minusSeconds(3_599)));
    lake.file(HOUR, 0, 80, 90);
    lake.file(HOUR, 0, 1_990, 2_010); // the lake does not say yet that it has this
    lake.file(HOUR, 2, 0, 10); // nor anything of this partition
    lake.file(HOUR, 2, 20, 30);
    lake.file("no/time", 0, 0, 10);
    lake.file("no/time", 0, 20, 30);
    List<Path> before = lake.lying();

    assertThat(lake.compaction().round()).isZero();
    assertThat(lake.lying()).isEqualTo(before);

    Files.setLastModifiedTime(fresh, FileTime.from(CompactedLake.NOW.minusSeconds(3_600)));
    assertThat(lake.compaction().round()).isEqualTo(3);
  }

  @Test
  void aMergedFileHasAtMostTheSizeAndALargeOneStaysAsItIs() throws Exception {
    CompactedLake lake = lake("compression: none");
    long offset = 0;
    for (int i = 0; i < 40; i++) { // about 150 KB each
      lake.file(HOUR, 0, offset, offset + 900);
      offset += 902;
    }
    lake.reached(0, offset);
    Path large = lake.file(HOUR, 0, offset, offset + 4_000);
    lake.reached(0, offset + 4_000);

    lake.compaction().round();

    assertThat(large).exists();
    assertThat(Files.size(large)).isGreaterThan(1 << 19);
    assertThat(lake.lying()).hasSizeBetween(7, 12);
    for (Path file : lake.lying()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 20);
    }
    List<Path> settled = lake.lying();
    lake.compaction().round();
    assertThat(lake.lying()).isEqualTo(settled);
  }

  @Test
  void whatARunThatDiedLeftBesideItsMergedFileGoes() throws Exception {
    CompactedLake lake = lake("compression: none");
    lake.file(OPEN_HOUR, 0, 0, 90);
    lake.file(OPEN_HOUR, 0, 0, 10);
    lake.file(OPEN_HOUR, 0, 80, 90);
    Path other = lake.file(OPEN_HOUR, 1, 0, 10);
    List<String> rows = CompactedLake.rows(lake.current());

    lake.compaction().round();

    assertThat(lake.lying()).hasSize(2).contains(other);
    assertThat(CompactedLake.rows(lake.lying())).isEqualTo(rows);
  }

  @Test
  void aFileThatCannotBeReadStaysAndTheOthersAreMerged() throws Exception {
    CompactedLake lake = lake("compression: gzip");
    Path broken = lake.file(HOUR, 0, 0, 10);
    lake.file(HOUR, 0, 20, 30);
    Files.writeString(broken, "no gzip");
    Files.setLastModifiedTime(broken, FileTime.from(CompactedLake.NOW.minusSeconds(7_200)));
    lake.file(HOUR, 1, 0, 10);
    lake.file(HOUR, 1, 20, 30);

    assertThat(lake.compaction().round()).isEqualTo(2);

    assertThat(lake.lying()).hasSize(3).contains(broken);
  }

  private CompactedLake lake(String settings) throws Exception {
    CompactedLake lake =
        CompactedLake.of(dir.resolve("lake"), settings + ", compact: {after: 1h, size: 1MB}");
    lake.reached(0, 2_000);
    lake.reached(1, 2_000);
    return lake;
  }
}
