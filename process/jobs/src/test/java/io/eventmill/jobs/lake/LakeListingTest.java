package io.eventmill.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.HistoryReader;
import io.eventmill.jobs.history.HistoryRow;
import io.eventmill.jobs.history.Lake;
import io.eventmill.jobs.history.LakeListing;
import io.eventmill.store.LakeFileName;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch sees of a lake, and how it reads what is merged under its hands. */
class LakeListingTest {
  private static final String HOUR = "year=2026/month=03/day=01/hour=12";
  private static final int PARTS = 20;
  private static final long STEP = 100;

  @TempDir Path dir;

  @Test
  void ofALakeWhoseMergingWasKilledOnlyTheFilesThatHoldItsRowsAreSeen() throws Exception {
    CompactedLake lake = lake("compression: none");
    parts(lake);
    Path other = lake.file(HOUR, 1, 0, 8);
    Path late = lake.file("year=2026/month=03/day=01/hour=13", 0, 0, 8); // of the same offsets
    lake.compaction().round();
    parts(lake); // as if it had been killed before they went
    Path web = lake.root().resolve("web");
    Files.createDirectories(web.resolve("_open/compact-1"));
    Files.copy(late, web.resolve("_open/compact-1").resolve(late.getFileName()));
    Files.copy(late, web.resolve(HOUR).resolve("." + late.getFileName()));
    Path mine = Files.copy(late, web.resolve(HOUR).resolve("copy.jsonl"));
    Files.writeString(web.resolve(HOUR).resolve("readme.txt"), "mine");

    LakeListing listing = LakeListing.of(lake.root().toUri().toString(), "web");

    assertThat(listing.files())
        .extracting(LakeListingTest::path)
        .containsExactlyInAnyOrder(
            web.resolve(HOUR).resolve("raw-web-p0-0000000000-0000001998-9f3c2a1b.jsonl"),
            other,
            late);
    assertThat(listing.files().get(0).bytes()).isGreaterThan(listing.files().get(1).bytes());
    assertThat(listing.strangers()).containsExactly("file:" + mine);
  }

  @Test
  void aLakeThatIsNotThereHasNoFiles() throws Exception {
    LakeListing none = LakeListing.of(dir.resolve("nowhere").toUri().toString(), "web");

    assertThat(none.files()).isEmpty();
    assertThat(none.strangers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compression: none",
        "compression: gzip",
        "compression: zstd",
        "format: parquet, compression: snappy"
      })
  void aFileThatHasBeenMergedSinceIsReadWhereItsRowsLieNow(String format) throws Exception {
    CompactedLake lake = lake(format);
    parts(lake);
    List<HistoryFile> listed = listed(lake);
    assertThat(lake.compaction().round()).isEqualTo(PARTS);

    assertThat(listed).hasSize(PARTS);
    for (HistoryFile file : listed) {
      assertThat(offsets(file)).isEqualTo(expected(file));
    }
  }

  /** Cut off and gone behind the first rows, as a store of objects or HDFS may do it. */
  @Test
  void soIsOneThatGoesWhileItIsRead() throws Exception {
    CompactedLake lake = lake("compression: none");
    Path large = lake.file(HOUR, 0, 0, 1_898);
    lake.file(HOUR, 0, 1_900, 1_998);
    HistoryFile file = listed(lake).get(0); // the larger one

    List<Long> found = new ArrayList<>();
    try (HistoryReader rows = Lake.open(file)) {
      for (int i = 0; i < 10; i++) {
        found.add(rows.next().origin().offset());
      }
      Path sameFile = Files.createLink(dir.resolve("link"), large);
      assertThat(lake.compaction().round()).isEqualTo(2);
      assertThat(large).doesNotExist();
      try (FileChannel cut = FileChannel.open(sameFile, StandardOpenOption.WRITE)) {
        cut.truncate(100_001);
      }
      for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
        found.add(row.origin().offset());
        assertThat(row.number()).isEqualTo(found.size());
      }
    }
    assertThat(found).isEqualTo(expected(file));
  }

  @Test
  void aFileThatIsGoneOrDamagedAndInNoOtherIsToldOf() throws Exception {
    CompactedLake lake = lake("compression: gzip");
    Path gone = lake.file(HOUR, 0, 0, 8);
    lake.file(HOUR, 1, 0, 8);
    List<HistoryFile> both = listed(lake);
    HistoryFile file = both.stream().filter(f -> path(f).equals(gone)).toList().get(0);
    Files.delete(gone);
    HistoryFile damaged = listed(lake).get(0);
    Files.writeString(path(damaged), "no gzip");

    assertThatThrownBy(() -> offsets(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> offsets(damaged)).hasMessageContaining("GZIP");
  }

  private static void parts(CompactedLake lake) throws IOException {
    for (long first = 0; first < PARTS * STEP; first += STEP) {
      lake.file(HOUR, 0, first, first + STEP - 2);
    }
  }

  private static List<HistoryFile> listed(CompactedLake lake) throws IOException {
    return LakeListing.of(lake.root().toUri().toString(), "web").files();
  }

  private static List<Long> offsets(HistoryFile file) throws IOException {
    List<Long> offsets = new ArrayList<>();
    try (HistoryReader rows = Lake.open(file)) {
      for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
        offsets.add(row.origin().offset());
      }
    }
    return offsets;
  }

  private static Path path(HistoryFile file) {
    return Path.of(URI.create(file.path()).getPath());
  }

  /** As the file's name has them. */
  private static List<Long> expected(HistoryFile file) {
    LakeFileName name = LakeFileName.read(path(file).getFileName().toString()).orElseThrow();
    return LongStream.rangeClosed(name.first(), name.last())
        .filter(offset -> offset % 2 == 0)
        .boxed()
        .toList();
  }

  private CompactedLake lake(String settings) throws Exception {
    CompactedLake lake =
        CompactedLake.of(dir.resolve("lake"), settings + ", compact: {after: 1h, size: 1MB}");
    lake.reached(0, 2_000);
    return lake;
  }
}
