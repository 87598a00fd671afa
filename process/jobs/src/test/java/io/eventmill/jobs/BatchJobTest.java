package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.Lake;
import io.eventmill.jobs.history.LakeListing;
import io.eventmill.jobs.lake.LakeCompaction;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.ResultTopic;
import io.eventmill.topics.DroppedRecords;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.ResultRecords;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same history through the stream and through batches over what the stream has archived. */
class BatchJobTest {
  private static final int EVENTS = 4_000;

  private static final FailedRecords FAILED = new FailedRecords();

  @TempDir static Path dir;
  private static BatchTraffic traffic;
  private static Pipeline pipeline;
  private static BatchStored stream;

  @BeforeAll
  static void stream() throws Exception {
    traffic = BatchTraffic.drawn(42, EVENTS);
    PipelineFile.Read read = PipelineFile.parse(BatchTraffic.YAML);
    assertThat(read.problems()).isEmpty();
    pipeline = read.pipeline();
    try (LakeMill mill = mill()) {
      submitEvents(mill);
      mill.log().write(traffic.records());
      for (String lake : List.of("lines", "columns")) {
        mill.await(() -> rows(files(lake)), rows -> rows == traffic.records().size());
      }
      int good = traffic.records().size() - traffic.plainBad() - traffic.plainDuplicates();
      mill.await(() -> rows(files("passed")), rows -> rows == good);
      submitResults(mill);
      Map<String, String> counts = traffic.plainCounts();
      int buys = traffic.plainFirstTouches().size();
      stream = mill.await(() -> onTopics(mill.log()), now -> isComplete(now, counts, buys));
    }
  }

  private static boolean isComplete(BatchStored now, Map<String, String> counts, int buys) {
    long done = now.rows().values().stream().filter(r -> r.contains("\"final\":true")).count();
    return done == buys && now.rows().entrySet().containsAll(counts.entrySet());
  }

  private static LakeMill mill() {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 16, 3));
    Log log = new Log(KafkaAddress.of(broker.bootstrapServers()));
    log.makeTopics("web", 3);
    return new LakeMill(dir, broker, flink, log);
  }

  private static void submitEvents(LakeMill mill) {
    var kafka = mill.log().kafka();
    mill.flink()
        .submit(
            EventsJob.name(pipeline),
            (env, none) ->
                EventsJob.build(env, kafka, QuickJobs.rules(pipeline), QuickJobs.CONFIG));
    for (Archive archive : pipeline.archives()) {
      mill.flink()
          .submit(
              ArchiveJob.name(pipeline, archive),
              (env, none) ->
                  ArchiveJob.build(
                      env,
                      kafka,
                      pipeline,
                      archive,
                      dir.resolve(archive.to()).toUri(),
                      dir.resolve("scratch"),
                      QuickJobs.CONFIG));
    }
  }

  /** When all is there to be read: so no partition is taken for quiet before its end. */
  private static void submitResults(LakeMill mill) {
    JobsConfig config = QuickJobs.with(QuickJobs.CONFIG, "idle", "5s");
    var kafka = mill.log().kafka();
    try (Topics topics = Topics.open(kafka)) {
      for (ResultTopic topic :
          List.of(pipeline.counts().get(0).topic(), pipeline.attributions().get(0).topic())) {
        topics.ensure(Log.forEver(TopicSettings.processed(topic.name(), 1, (short) 1)));
      }
    }
    mill.flink()
        .submit(
            CountsJob.name(pipeline), (env, none) -> CountsJob.build(env, kafka, pipeline, config));
    mill.flink()
        .submit(AttributionJob.name(pipeline), new AttributionJob(kafka, pipeline, config, null));
  }

  private static BatchStored onTopics(Log log) throws Exception {
    BatchStored stored = new BatchStored();
    for (var r : log.read("enriched-web")) {
      stored.add(EnrichedRecords.decode(r));
    }
    for (var r : log.read("failed-web")) {
      stored.add(FAILED.decode(r));
    }
    for (var r : log.read("dropped-web")) {
      stored.add(DroppedRecords.decode(r));
    }
    for (var topic :
        List.of(pipeline.counts().get(0).topic(), pipeline.attributions().get(0).topic())) {
      for (var r : log.read(topic.name())) {
        stored.add(ResultRecords.decode(r));
      }
    }
    return stored;
  }

  private static List<HistoryFile> files(String lake) throws IOException {
    return LakeListing.of(dir.resolve(lake).toUri().toString(), "web").files();
  }

  private static long rows(List<HistoryFile> files) throws IOException {
    long rows = 0;
    for (HistoryFile file : files) {
      try (var reader = Lake.open(file)) {
        while (reader.next() != null) {
          rows++;
        }
      }
    }
    return rows;
  }

  private static BatchKept batch(List<HistoryFile> files, boolean processed, JobsConfig config)
      throws Exception {
    BatchKept kept = new BatchKept();
    sums(files, processed, config, kept);
    return kept;
  }

  private static Map<String, Long> sums(
      List<HistoryFile> files, boolean processed, JobsConfig config, BatchKept kept)
      throws Exception {
    return kept.run(files, processed, config, dir.resolve("batch"), Map.of());
  }

  @Test
  void aBatchOverJsonLinesGivesWhatTheStreamGave() throws Exception {
    BatchKept kept = new BatchKept();

    JobsConfig small = QuickJobs.with(QuickJobs.CONFIG, "batch_bytes", "20KB");
    Map<String, Long> sums = sums(files("lines"), false, small, kept);

    assertThat(kept.bytesMost).isBetween(10_000L, 20_480L);
    requireSame(kept.stored);
    assertThat(sums)
        .containsEntry(BatchSums.ROWS, (long) traffic.records().size())
        .containsEntry(BatchSums.EVENTS, (long) stream.events().size())
        .containsEntry(BatchSums.DROPPED + "duplicate", (long) stream.dropped().size())
        .containsEntry(BatchSums.FAILED + "NOT_JSON", (long) stream.failed().size())
        .containsEntry(BatchSums.RESULT + "kinds", (long) traffic.plainCounts().size())
        .containsEntry(BatchSums.RESULT + "buys", (long) traffic.plainFirstTouches().size())
        .doesNotContainKey(BatchSums.UNREADABLE);
  }

  /** Merged files beside most of what they were made of, and one that was being written. */
  @Test
  void soDoesOneOverALakeWhoseMergingWasKilled() throws Exception {
    Path from = dir.resolve("lines");
    Path to = dir.resolve("killed");
    copy(from, to);
    int small = files("killed").size();
    PipelineFile.Read read = PipelineFile.parse(BatchLake.COMPACTED);
    assertThat(read.problems()).isEmpty();
    Archive archive = read.pipeline().archives().get(0);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650));
    int merged = new LakeCompaction(archive, to.toUri(), dir.resolve("scratch"), later).round();
    assertThat(merged).isGreaterThan(small / 2);
    copy(from, to);
    Path half = Files.createDirectories(to.resolve("web/_open/compact-1")).resolve("half");
    Files.writeString(half, "{\"half\": ");

    BatchKept kept = new BatchKept();
    Map<String, Long> sums = sums(files("killed"), false, QuickJobs.CONFIG, kept);

    requireSame(kept.stored);
    assertThat(sums)
        .containsEntry(BatchSums.ROWS, (long) traffic.records().size())
        .containsEntry(BatchSums.FILES, (long) files("killed").size())
        .doesNotContainKeys(BatchSums.REPEATED, BatchSums.UNREADABLE);
    assertThat(files("killed")).hasSizeLessThan(small);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path));
        if (!Files.exists(copy)) {
          Files.copy(path, copy);
        }
      }
    }
  }

  @Test
  void soDoesOneOverParquetWithLittleMemory() throws Exception {
    JobsConfig little = QuickJobs.with(QuickJobs.CONFIG, "batch_memory", "16MB");
    JobsConfig one = QuickJobs.with(little, "batch_rows", "100");

    BatchKept kept = batch(files("columns"), false, one);

    requireSame(kept.stored);
    assertThat(kept.rowsMost).isEqualTo(100);
  }

  @Test
  void ofEventsThatPassedOnlyTheResultsAreComputed() throws Exception {
    BatchStored stored = batch(files("passed"), true, QuickJobs.CONFIG).stored;

    assertThat(stored.events()).isEqualTo(stream.events());
    assertThat(stored.rows()).isEqualTo(stream.rows());
    assertThat(stored.failed()).isEmpty();
    assertThat(stored.dropped()).isEmpty();
  }

  @Test
  void theStreamGaveWhatAPlainLoopGives() {
    traffic.requireGaveRise(stream);
  }

  /** A line that is none, a file cut short, and one that is no file of its kind. */
  @Test
  void whatCannotBeReadIsAFailedEventThatNamesFileAndRow() throws Exception {
    List<HistoryFile> damaged = new ArrayList<>();
    Path folder = Files.createDirectories(dir.resolve("damaged/web"));
    String name = "raw-web-p0-0000000000-0000009999-0000000%d";
    Path lines = folder.resolve(name.formatted(1) + ".jsonl");
    Path good = Path.of(java.net.URI.create(files("lines").get(0).path()));
    byte[] plain;
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(good))) {
      plain = in.readAllBytes();
    }
    String[] all = new String(plain, UTF_8).split("\n");
    Files.writeString(lines, all[0] + "\n{\"half\": tru\n" + all[1] + "\n{}\n" + all[2] + "\n");
    byte[] packed = Files.readAllBytes(good);
    Files.write(
        folder.resolve(name.formatted(2) + ".jsonl.gz"), Arrays.copyOf(packed, packed.length / 2));
    Files.writeString(folder.resolve(name.formatted(3) + ".parquet"), "no parquet at all");
    damaged.addAll(files("damaged"));

    BatchKept kept = new BatchKept();
    Map<String, Long> sums = sums(damaged, false, QuickJobs.CONFIG, kept);

    assertThat(sums).containsEntry(BatchSums.UNREADABLE, 4L);
    List<String> messages = kept.messages;
    assertThat(messages)
        .anySatisfy(m -> assertThat(m).contains("1.jsonl, row 2: "))
        .anySatisfy(m -> assertThat(m).contains("1.jsonl, row 4: is no row of a lake"))
        .anySatisfy(m -> assertThat(m).contains("2.jsonl.gz, row ", "cannot be read on behind"))
        .anySatisfy(m -> assertThat(m).contains("3.parquet, row 1: ", "no whole Parquet file"));
  }

  private static void requireSame(BatchStored found) {
    assertThat(found.events()).isEqualTo(stream.events());
    assertThat(found.failed()).isEqualTo(stream.failed());
    assertThat(found.dropped()).isEqualTo(stream.dropped());
    assertThat(found.rows()).isEqualTo(stream.rows());
    assertThat(found.rows()).containsAllEntriesOf(traffic.plainCounts());
  }
}
