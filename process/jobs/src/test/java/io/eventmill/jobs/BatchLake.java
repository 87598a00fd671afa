package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.HistoryReader;
import io.eventmill.jobs.history.Lake;
import io.eventmill.jobs.history.LakeListing;
import io.eventmill.jobs.lake.LakeCompaction;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem.WriteMode;

/**
 * A drawn history in lakes of whatever store, and batches over them against a plain loop.
 *
 * @param lakes the address under which all archives of the traffic's pipeline have their folders
 * @param fileSystems as the process has them
 */
record BatchLake(Path dir, String lakes, Map<String, String> fileSystems, BatchTraffic traffic) {
  static final String COMPACTED =
      BatchTraffic.YAML.replace("roll: {every: 1s", "compact: {after: 1m}, roll: {every: 1s");

  /** Archived by the archives' own jobs. */
  static BatchLake archived(
      Path dir, String lakes, Map<String, String> fileSystems, List<String> archives)
      throws Exception {
    BatchLake lake = new BatchLake(dir, lakes, fileSystems, BatchTraffic.drawn(43, 4_000));
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink =
        EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 16, 3, fileSystems));
    Log log = new Log(KafkaAddress.of(broker.bootstrapServers()));
    try (LakeMill mill = new LakeMill(dir, broker, flink, log)) {
      log.makeTopics("web", 3);
      log.write(lake.traffic.records());
      for (String archive : archives) {
        lake.submit(mill, archive);
      }
      Map<String, Long> rows = new HashMap<>();
      int all = lake.traffic.records().size() * archives.size();
      mill.await(() -> lake.rows(archives, rows), found -> found == all);
    }
    return lake;
  }

  private void submit(LakeMill mill, String name) {
    Pipeline pipeline = PipelineFile.parse(BatchTraffic.YAML).pipeline();
    Archive archive = archive(pipeline, name);
    mill.flink()
        .submit(
            ArchiveJob.name(pipeline, archive),
            (env, none) ->
                ArchiveJob.build(
                    env,
                    mill.log().kafka(),
                    pipeline,
                    archive,
                    address(name),
                    dir.resolve("scratch"),
                    QuickJobs.CONFIG));
  }

  private static Archive archive(Pipeline pipeline, String name) {
    return pipeline.archives().stream().filter(a -> a.name().equals(name)).toList().get(0);
  }

  private URI address(String archive) {
    return URI.create(lakes + "/" + archive);
  }

  List<HistoryFile> files(String archive) throws IOException {
    return LakeListing.of(address(archive).toString(), "web").files();
  }

  /**
   * Rows of archives.
   *
   * @param known those of files that have been read before
   */
  private long rows(List<String> archives, Map<String, Long> known) throws IOException {
    long rows = 0;
    for (String archive : archives) {
      for (HistoryFile file : files(archive)) {
        if (!known.containsKey(file.path())) {
          known.put(file.path(), rows(file));
        }
        rows += known.get(file.path());
      }
    }
    return rows;
  }

  private static long rows(HistoryFile file) throws IOException {
    long rows = 0;
    try (HistoryReader reader = Lake.open(file)) {
      while (reader.next() != null) {
        rows++;
      }
    }
    return rows;
  }

  /** Merges the small files of an archive, as if it were years later. */
  int compact(String name) throws IOException {
    PipelineFile.Read read = PipelineFile.parse(COMPACTED);
    assertThat(read.problems()).isEmpty();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650));
    return new LakeCompaction(
            archive(read.pipeline(), name), address(name), dir.resolve("scratch"), later)
        .round();
  }

  /** As {@link #compact}, killed before every second of the files was gone. */
  void compactHalf(String name) throws IOException {
    List<HistoryFile> small = files(name);
    List<byte[]> bytes = new ArrayList<>();
    for (HistoryFile file : small) {
      var path = new org.apache.flink.core.fs.Path(file.path());
      try (var in = path.getFileSystem().open(path)) {
        bytes.add(in.readAllBytes());
      }
    }
    assertThat(compact(name)).isGreaterThan(small.size() / 2);
    for (int i = 0; i < small.size(); i += 2) {
      var path = new org.apache.flink.core.fs.Path(small.get(i).path());
      if (!path.getFileSystem().exists(path)) {
        try (OutputStream out = path.getFileSystem().create(path, WriteMode.NO_OVERWRITE)) {
          out.write(bytes.get(i));
        }
      }
    }
  }

  /** A batch over files of a lake gives what a plain loop gives, and reads each record once. */
  void requireBatchIsPlain(List<HistoryFile> files) throws Exception {
    BatchKept kept = new BatchKept();
    Map<String, Long> sums =
        kept.run(files, false, QuickJobs.CONFIG, dir.resolve("batch"), fileSystems);
    assertThat(kept.messages).noneMatch(message -> message.contains("cannot be read on"));
    assertThat(sums)
        .containsEntry(BatchSums.ROWS, (long) traffic.records().size())
        .containsEntry(BatchSums.FILES, (long) files.size())
        .doesNotContainKeys(BatchSums.REPEATED, BatchSums.UNREADABLE);
    traffic.requireGaveRise(kept.stored);
  }
}
