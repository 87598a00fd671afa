package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Archive.Compact;
import io.eventmill.pipeline.Archive.Compression;
import io.eventmill.pipeline.Archive.Folder;
import io.eventmill.pipeline.Archive.Format;
import io.eventmill.pipeline.Archive.From;
import io.eventmill.pipeline.Archive.Roll;
import io.eventmill.pipeline.Archive.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveSettingsTest {
  private static final String SOURCES =
      """
      name: app
      sources:
        mobile: {event: {type: /type, time: /ts}}
        web: {event: {type: /type, time: /ts}}
      """;

  @Test
  void fillsInWhatIsNotSaid() {
    PipelineFile.Read read = PipelineFile.parse(SOURCES + "archive: {from: raw, to: lake/}\n");

    assertThat(read.problems()).isEmpty();
    assertThat(read.pipeline().archives())
        .containsExactly(
            new Archive(
                "raw",
                From.RAW,
                List.of("mobile", "web"),
                "lake/",
                Format.JSONL,
                Compression.NONE,
                List.of(Folder.values()),
                Time.EVENT,
                new Roll(Duration.ofMinutes(5), 128 << 20, 100_000),
                null));
  }

  @Test
  void readsEverySetting() throws Exception {
    Path file = Path.of(getClass().getResource("/reference.yaml").toURI());
    PipelineFile.Read read = PipelineFile.read(file);

    assertThat(read.problems()).isEmpty();
    assertThat(read.pipeline().archives().get(0))
        .isEqualTo(
            new Archive(
                "kept",
                From.ENRICHED,
                List.of("web"),
                "/srv/lake",
                Format.JSONL,
                Compression.ZSTD,
                List.of(Folder.YEAR, Folder.MONTH),
                Time.RECEIVED,
                new Roll(Duration.ofHours(1), 2 << 20, 3),
                new Compact(Duration.ofHours(2), 4 << 20)));
  }

  @Test
  void parquetIsCompressedByZstdWhereNothingIsSaid() {
    String archive = "archive: {from: raw, to: lake/, format: parquet}\n";
    Archive read = PipelineFile.parse(SOURCES + archive).pipeline().archives().get(0);

    assertThat(read.compression()).isEqualTo(Compression.ZSTD);
    assertThat(
            PipelineFile.parse(SOURCES + archive.replace("parquet", "jsonl, compression: snappy"))
                .problems())
        .extracting(Problem::toString)
        .containsExactly(
            "line 5: archive.compression: snappy is for format: parquet; none, gzip or zstd");
  }

  @Test
  void aPipelineWithoutAnArchiveHasNone() {
    assertThat(PipelineFile.parse(SOURCES).pipeline().archives()).isEmpty();
  }

  @Test
  void tellsAllProblemsWithLineAndGuess() {
    List<Problem> problems =
        PipelineFile.parse(
                SOURCES
                    + """
                    archive:
                      - {from: row, to: lake/, format: jsnl, source: wbe, compresion: gzip}
                      - {name: b, from: enriched, partition: day/hour, time: sent, to: 'ftp://h/x'}
                      - {name: c, from: raw, to: lake/deeper, roll: {every: 0s, size: 1, count: 0, days: 1}}
                      - {name: c, from: raw, compression: lz4, roll: {every: 2d, size: 5GB}}
                      - {name: d, to: ../elsewhere, compact: {after: 59s, size: 1KB, every: 1h}}
                      - {name: e, from: raw, to: 's3:/lake'}
                      - {name: f, from: raw, to: 's3://my-bucket/lake'}
                      - {name: g, from: raw, to: 'hdfs://namenode:8020/lake'}
                      - {name: h, from: raw, to: 'hdfs://ha-name/lake'}
                      - {name: i, from: raw, to: 'hdfs:///lake'}
                      - {name: j, from: raw, to: 'hdfs://namenode:8020'}
                    """)
            .problems();

    assertThat(problems)
        .extracting(Problem::toString)
        .anySatisfy(
            p ->
                assertThat(p)
                    .startsWith("line 6: archive[0].from: 'row' is not known, did you mean 'raw'?"))
        .anySatisfy(p -> assertThat(p).contains("archive[0].format").contains("mean 'jsonl'"))
        .anySatisfy(p -> assertThat(p).contains("archive[0].source").contains("mean 'web'"))
        .anySatisfy(p -> assertThat(p).contains("archive[0].compresion").contains("'compression'"))
        .anySatisfy(
            p -> assertThat(p).startsWith("line 7: archive[1].partition: 'day/hour' is not"))
        .anySatisfy(p -> assertThat(p).contains("archive[1].time: 'sent' is not known"))
        .anySatisfy(p -> assertThat(p).contains("archive[1].to: 'ftp://h/x' begins with ftp:"))
        .anySatisfy(p -> assertThat(p).contains("archive[2].to: 'lake/deeper' and 'lake/'"))
        .anySatisfy(p -> assertThat(p).contains("archive[2].roll.every: '0s' is not from 1s to 1d"))
        .anySatisfy(p -> assertThat(p).contains("archive[2].roll.size: '1' is not a size from 1KB"))
        .anySatisfy(p -> assertThat(p).contains("archive[2].roll.count: '0' is not a whole number"))
        .anySatisfy(p -> assertThat(p).contains("archive[2].roll.days: is not a setting"))
        .anySatisfy(p -> assertThat(p).contains("archive[3].name: 'c' is the name of another"))
        .anySatisfy(p -> assertThat(p).contains("archive[3].to: is required"))
        .anySatisfy(p -> assertThat(p).contains("archive[3].compression: 'lz4'"))
        .anySatisfy(p -> assertThat(p).contains("archive[3].roll.every: '2d'"))
        .anySatisfy(p -> assertThat(p).contains("archive[3].roll.size: '5GB'"))
        .noneSatisfy(p -> assertThat(p).containsPattern("archive\\[[678]\\]"))
        .anySatisfy(p -> assertThat(p).contains("archive[9].to: 'hdfs:///lake' names no folder of"))
        .anySatisfy(p -> assertThat(p).contains("archive[10].to: 'hdfs://namenode:8020' names no"))
        .anySatisfy(p -> assertThat(p).contains("archive[5].to: 's3:/lake' names no bucket"))
        .anySatisfy(p -> assertThat(p).contains("archive[4].from: is required"))
        .anySatisfy(p -> assertThat(p).contains("archive[4].compact.after: '59s' is not from 1m"))
        .anySatisfy(p -> assertThat(p).contains("archive[4].compact.size: '1KB' is not a size"))
        .anySatisfy(p -> assertThat(p).contains("archive[4].compact.every: is not a setting"))
        .anySatisfy(p -> assertThat(p).contains("archive[4].to: '../elsewhere' has '..'"));
  }
}
