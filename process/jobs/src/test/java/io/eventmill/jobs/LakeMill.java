package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.jobs.lake.LakeCompaction;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Broker and Flink over one folder, for jobs that archive the source {@code web} into it. */
record LakeMill(Path dir, EmbeddedBroker broker, EmbeddedFlink flink, Log log)
    implements AutoCloseable {
  static LakeMill start(Path dir, int partitions) {
    return start(dir, partitions, Map.of());
  }

  static LakeMill start(Path dir, int partitions, Map<String, String> fileSystems) {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink =
        EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 8, 3, fileSystems));
    Log log = new Log(KafkaAddress.of(broker.bootstrapServers()));
    log.makeTopics("web", partitions);
    return new LakeMill(dir, broker, flink, log);
  }

  /** One archive of the source web, in the folder {@code lake}. */
  static Pipeline pipeline(String settings) {
    return pipelineTo("lake", settings);
  }

  static Pipeline pipelineTo(String to, String settings) {
    PipelineFile.Read read =
        PipelineFile.parse(
            RawTraffic.yaml("mill", "web") + "archive: {to: '" + to + "', " + settings + "}\n");
    assertThat(read.problems()).isEmpty();
    return read.pipeline();
  }

  void submit(Pipeline pipeline) {
    submit(pipeline, QuickJobs.CONFIG);
  }

  void submit(Pipeline pipeline, JobsConfig config) {
    Archive archive = pipeline.archives().get(0);
    flink.submit(
        ArchiveJob.name(pipeline, archive),
        (env, rules) ->
            ArchiveJob.build(
                env,
                log.kafka(),
                pipeline,
                archive,
                root(archive.to()),
                dir.resolve("flink/scratch/lake"),
                config));
  }

  /** Merges small files, as if it were years later. */
  int compact(Pipeline pipeline) throws IOException {
    Archive archive = pipeline.archives().get(0);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650));
    Path scratch = dir.resolve("flink/scratch/lake");
    return new LakeCompaction(archive, root(archive.to()), scratch, later).round();
  }

  private URI root(String to) {
    return to.contains("://") ? URI.create(to) : dir.resolve(to).toUri();
  }

  static Path checkpoints(Path dir) {
    return dir.resolve("flink/checkpoints/archive-mill-raw");
  }

  LakeFiles lake(String ending) {
    return new LakeFiles(dir.resolve("lake/web"), ending);
  }

  <T> T await(Callable<T> question, Predicate<T> wanted) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    T answer = question.call();
    while (!wanted.test(answer)) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("after 120 s: " + answer + " " + states());
      }
      Thread.sleep(50);
      answer = question.call();
    }
    return answer;
  }

  List<String> states() {
    return flink.states().stream().map(JobState::toString).toList();
  }

  @Override
  public void close() {
    flink.close();
    broker.close();
  }
}
