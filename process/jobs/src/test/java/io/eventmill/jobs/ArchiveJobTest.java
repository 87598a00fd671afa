package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveJobTest {
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?raw-web-p(\\d+)-(\\d{10,})-(\\d{10,})-[0-9a-f]{8}\\.jsonl");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "jsonl,none,.jsonl",
    "jsonl,gzip,.jsonl.gz",
    "jsonl,zstd,.jsonl.zst",
    "parquet,none,.parquet",
    "parquet,gzip,.parquet",
    "parquet,snappy,.parquet",
    "parquet,zstd,.parquet"
  })
  void everyRecordOfWhateverKindIsInTheLakeOnce(String format, String compression, String ending)
      throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 3)) {
      mill.log().write(RawTraffic.mixed("raw-web", 3, 2_000, 7));
      mill.submit(
          LakeMill.pipeline(
              "from: raw, format: %s, compression: %s, roll: {every: 1s}"
                  .formatted(format, compression)));
      LakeFiles lake = mill.lake(ending);

      mill.await(lake::rowsAndPlaces, rows -> rows.get(0).equals("2000"));

      var raw = mill.log().read("raw-web", 2_000);
      lake.requireSame(raw);
      if (ending.equals(".jsonl")) {
        requireBytes(lake, raw);
      }
      assertThat(lake.sql(autoDetected(lake)).get(0).get(0)).isEqualTo("2000");
      assertThat(lake.sql("select distinct source, topic, attempt from LAKE"))
          .containsExactly(List.of("web", "raw-web", "1"));
      requireWhatEventsSay(lake);
    }
  }

  @Test
  void anEventLiesInTheHourOfItsTimeAndOneWithoutWhereItWasReceived() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 1)) {
      long noon = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();
      mill.log()
          .write(
              List.of(
                  received(event(noon - 1), noon + 3_600),
                  received(event(noon), noon + 3_600),
                  received("{\"event_type\":\"view\"}".getBytes(UTF_8), noon + 7_200),
                  received("no JSON".getBytes(UTF_8), noon + 10_800)));
      mill.submit(LakeMill.pipeline("from: raw, roll: {every: 1s}"));

      List<List<String>> rows = rowsAndFolders(mill, 4);

      assertThat(rows)
          .containsExactly(
              List.of("0", "year=2026/month=03/day=01/hour=11"),
              List.of("1", "year=2026/month=03/day=01/hour=12"),
              List.of("2", "year=2026/month=03/day=01/hour=14"),
              List.of("3", "year=2026/month=03/day=01/hour=15"));
      assertThat(
              mill.lake(".jsonl")
                  .sql("select time, received, type, id from LAKE where \"offset\" = 0"))
          .containsExactly(
              List.of("2026-03-01 11:59:59.0", "2026-03-01 13:00:00.0", "view", "e-" + (noon - 1)));
    }
  }

  @Test
  void byReceivedTimeAnEventLiesInTheHourInWhichItCame() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 1)) {
      long noon = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();
      mill.log().write(List.of(received(event(noon - 86_400), noon - 1), received(event(0), noon)));
      mill.submit(
          LakeMill.pipeline("from: raw, time: received, partition: year/month, roll: {every: 1s}"));

      assertThat(rowsAndFolders(mill, 2))
          .containsExactly(List.of("0", "year=2026/month=03"), List.of("1", "year=2026/month=03"));
    }
  }

  @Test
  void aSingleEventIsThereAfterTheTimeLimitThoughNothingFollows() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.submit(LakeMill.pipeline("from: raw, roll: {every: 2s}"));
      mill.await(() -> mill.flink().states().get(0).status().name(), "RUNNING"::equals);
      Thread.sleep(3_000);
      assertThat(mill.lake(".jsonl").names()).isEmpty();

      mill.log().write(List.of(received(event(0), 0)));
      long sent = System.nanoTime();
      mill.await(() -> mill.lake(".jsonl").names(), names -> names.size() == 1);

      assertThat(System.nanoTime() - sent).isLessThan(10_000_000_000L);
      assertThat(mill.lake(".jsonl").rowsAndPlaces()).containsExactly("1", "1");
    }
  }

  @Test
  void namesCoverAllOffsetsWithoutGapOrOverlapAndNoFileHasMoreRowsThanItsLimit() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      mill.log().write(RawTraffic.mixed("raw-web", 2, 1_000, 3));
      mill.submit(
          LakeMill.pipeline("from: raw, partition: none, roll: {every: 1s, count: 3, size: 1GB}"));
      var raw = mill.log().read("raw-web");
      mill.await(() -> mill.lake(".jsonl").rowsAndPlaces().get(0), "1000"::equals);

      for (int p = 0; p < 2; p++) {
        int partition = p;
        long next = 0;
        for (String name : mill.lake(".jsonl").names()) { // in the order of their numbers
          Matcher parts = NAME.matcher(name);
          assertThat(parts.matches()).as(name).isTrue();
          if (Integer.parseInt(parts.group(1)) == partition) {
            assertThat(Long.parseLong(parts.group(2))).isEqualTo(next);
            next = Long.parseLong(parts.group(3)) + 1;
            assertThat(Files.readAllLines(dir.resolve("lake/web").resolve(name)))
                .hasSize((int) (next - Long.parseLong(parts.group(2))))
                .hasSizeLessThanOrEqualTo(3);
          }
        }
        assertThat(next).isEqualTo(raw.stream().filter(r -> r.partition() == partition).count());
      }
    }
  }

  @Test
  void aFileIsClosedWhenItIsLargeEnough() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 1)) {
      List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        events.add(received(event(i), i));
      }
      mill.log().write(events);
      mill.submit(LakeMill.pipeline("from: raw, roll: {every: 3s, size: 8KB}"));
      mill.await(() -> mill.lake(".jsonl").rowsAndPlaces().get(0), "500"::equals);

      List<String> names = mill.lake(".jsonl").names();
      assertThat(names).hasSizeGreaterThan(10);
      int full = 0;
      for (String name : names) {
        long size = Files.size(dir.resolve("lake/web").resolve(name));
        assertThat(size).isLessThan((8 << 10) + 1_000);
        full += size >= 8 << 10 ? 1 : 0;
      }
      assertThat(full).isGreaterThanOrEqualTo(names.size() - 3);
    }
  }

  /** archive_open_max: one above it, the file that was written longest ago is closed. */
  @Test
  void moreHoursAtOnceThanFilesMayBeOpenLoseNothing() throws Exception {
    Random random = new Random(5);
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      events.add(received(event(3_600L * random.nextInt(3)), i));
    }
    try (LakeMill mill = LakeMill.start(dir, 1)) {
      mill.log().write(events);
      JobsConfig two = QuickJobs.with(QuickJobs.CONFIG, "archive_open_max", "2");
      mill.submit(LakeMill.pipeline("from: raw, roll: {every: 3s}"), two);
      mill.await(() -> mill.lake(".jsonl").rowsAndPlaces().get(0), "600"::equals);

      assertThat(mill.lake(".jsonl").rowsAndPlaces()).containsExactly("600", "600");
      assertThat(mill.lake(".jsonl").names()).hasSizeGreaterThan(100);
    }
  }

  @Test
  void asManyHoursAsFilesMayBeOpenAreOneFileEach() throws Exception {
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      events.add(received(event(3_600L * (i % 3)), i));
    }
    try (LakeMill mill = LakeMill.start(dir, 1)) {
      mill.log().write(events);
      JobsConfig three = QuickJobs.with(QuickJobs.CONFIG, "archive_open_max", "3");
      mill.submit(LakeMill.pipeline("from: raw, roll: {every: 3s}"), three);
      mill.await(() -> mill.lake(".jsonl").rowsAndPlaces().get(0), "600"::equals);

      assertThat(mill.lake(".jsonl").names().size()).isBetween(3, 9); // checkpoints may fall in
    }
  }

  @Test
  void enrichedEventsAreThereOnceThoughProcessingWroteThemAgain() throws Exception {
    try (LakeMill mill = LakeMill.start(dir, 2)) {
      List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        events.add(
            EnrichedRecords.encode(
                "enriched-web",
                null,
                1,
                CountHistory.event(i % 2, i / 2, i * CountHistory.SECOND, i, "view")));
      }
      List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>(events.subList(0, 300));
      again.addAll(events.subList(100, 400));
      mill.log().write(again);
      Pipeline pipeline = LakeMill.pipeline("from: enriched, roll: {every: 1s}");
      mill.submit(pipeline);
      mill.await(() -> mill.lake(".jsonl").rowsAndPlaces().get(0), "400"::equals);
      Thread.sleep(2_000);

      assertThat(mill.lake(".jsonl").rowsAndPlaces()).containsExactly("400", "400");
      assertThat(mill.lake(".jsonl").sql("select distinct type, topic from LAKE"))
          .containsExactly(List.of("view", "raw-web"));
    }
  }

  /** Columns against the event beside them, by another reader's JSON and time functions. */
  private static void requireWhatEventsSay(LakeFiles lake) throws Exception {
    assertThat(
            lake.sql(
                """
                select count(*) filter (type = 'view' and type = (event->>'$.event_type')
                    and epoch(time) = (event->>'$.at')::bigint
                    and (starts_with(id, 'h-') or id = (event->>'$.event_id'))),
                  count(*) filter (event is not null)
                from LAKE
                """))
        .allSatisfy(row -> assertThat(row.get(0)).isEqualTo(row.get(1)).isNotEqualTo("0"));
    assertThat(
            lake.sql(
                "select count(*) from LAKE where event is null and (type is not null or time is not null)"))
        .containsExactly(List.of("0"));
  }

  /** As a user would first try it, with nothing said about the columns. */
  private static String autoDetected(LakeFiles lake) {
    return "select count(*) from read_%s('%s/**/*%s') where \"offset\" >= 0 and year(received) > 0"
        .formatted(
            lake.ending().equals(".parquet") ? "parquet" : "json", lake.root(), lake.ending());
  }

  private static List<List<String>> rowsAndFolders(LakeMill mill, int rows) throws Exception {
    LakeFiles lake = mill.lake(".jsonl");
    mill.await(() -> lake.rowsAndPlaces().get(0), String.valueOf(rows)::equals);
    return lake.sql(
        "select \"offset\", regexp_extract(filename, 'lake/web/(.*)/raw-web', 1) from LAKE order by 1");
  }

  /** Each line holds the event as its sender wrote it. */
  private static void requireBytes(LakeFiles lake, List<ConsumerRecord<byte[], byte[]>> raw)
      throws Exception {
    Set<String> ends = new HashSet<>();
    for (String name : lake.names()) {
      for (String line : Files.readAllLines(lake.root().resolve(name))) {
        assertThat(line).startsWith("{\"topic\":\"raw-web\",\"partition\":").endsWith("}");
        ends.add(line.substring(line.indexOf(",\"event\":") + 9, line.length() - 1));
      }
    }
    for (var record : raw) {
      if (RawTraffic.isGood(record.value())) {
        assertThat(ends).contains(new String(record.value(), UTF_8));
      }
    }
  }

  private static byte[] event(long at) {
    return "{\"event_id\":\"e-%d\", \"event_type\":\"view\", \"at\":%d}"
        .formatted(at, at)
        .getBytes(UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> received(byte[] value, long seconds) {
    var record = new ProducerRecord<byte[], byte[]>("raw-web", 0, null, null, value);
    record
        .headers()
        .add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(seconds * 1_000).array());
    return record;
  }
}
