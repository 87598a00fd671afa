package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.ResultRow;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.ResultRecords;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** Broker and Flink over one folder, for jobs that count. */
record CountsMill(Path dir, EmbeddedBroker broker, EmbeddedFlink flink, Log log)
    implements AutoCloseable {
  static final JobsConfig CONFIG =
      QuickJobs.with(
          QuickJobs.with(
              QuickJobs.with(QuickJobs.CONFIG, "count_ahead", "0ms"), "count_flush", "20ms"),
          "count_every",
          "50ms");

  static CountsMill start(Path dir) {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 24, 3));
    return new CountsMill(dir, broker, flink, new Log(KafkaAddress.of(broker.bootstrapServers())));
  }

  /** A pipeline NAME with a source of that name and one count, {@code kinds-NAME}. */
  static Pipeline pipeline(String name) {
    return pipeline(name, kinds(name));
  }

  /** Counts by type of one source. */
  static String kinds(String source) {
    return "{name: kinds-%1$s, source: %1$s, by: /event_type, every: 10s, lateness: 20s}"
        .formatted(source);
  }

  /** With a source of the pipeline's name. */
  static Pipeline pipeline(String name, String... counts) {
    return pipeline(name, List.of(name), List.of(counts));
  }

  static Pipeline pipeline(String name, List<String> sources, List<String> counts) {
    StringBuilder yaml = new StringBuilder("name: " + name + "\nsources:\n");
    sources.forEach(
        s -> yaml.append("  ").append(s).append(": {event: {type: /event_type, time: /ts}}\n"));
    yaml.append("counts: [").append(String.join(", ", counts)).append("]\n");
    PipelineFile.Read read = PipelineFile.parse(yaml.toString());
    assertThat(read.problems()).isEmpty();
    return read.pipeline();
  }

  /** Makes the topics of a pipeline. */
  void makeTopics(Pipeline pipeline, int partitions) {
    pipeline.sources().forEach(s -> log.makeTopics(s.name(), partitions));
    try (Topics topics = Topics.open(log.kafka())) {
      pipeline
          .counts()
          .forEach(
              c ->
                  topics.ensure(
                      Log.forEver(TopicSettings.processed(c.topic().name(), 2, (short) 1))));
    }
  }

  void submit(Pipeline pipeline) {
    submit(pipeline, CONFIG);
  }

  void submit(Pipeline pipeline, JobsConfig config) {
    flink.submit(
        CountsJob.name(pipeline),
        (env, rules) -> CountsJob.build(env, log.kafka(), pipeline, config));
  }

  Path checkpoints(Pipeline pipeline) {
    return dir.resolve("flink/checkpoints").resolve(CountsJob.name(pipeline));
  }

  /** The newest state of every row of one version. */
  Map<String, String> rows(String topic, String version) throws Exception {
    Map<String, String> rows = new TreeMap<>();
    for (var record : log.read(topic)) {
      ResultRow row = ResultRecords.decode(record);
      if (row.version().equals(version)) {
        rows.put(row.id(), new String(row.json(), UTF_8));
      }
    }
    return rows;
  }

  void awaitRows(Pipeline pipeline, int count, Map<String, String> expected) throws Exception {
    String topic = pipeline.counts().get(count).topic().name();
    String version = pipeline.counts().get(count).version();
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (!rows(topic, version).equals(expected) && System.nanoTime() < giveUp) {
      Thread.sleep(50);
    }
    assertThat(rows(topic, version)).as(states() + progress(pipeline, count)).isEqualTo(expected);
  }

  /** For the message when rows do not come: what stands on the topics, and how far it was read. */
  private String progress(Pipeline pipeline, int count) throws Exception {
    String group = CountsJob.group(pipeline, pipeline.counts().get(count));
    StringBuilder told = new StringBuilder();
    for (String source : pipeline.counts().get(count).sources()) {
      for (String kind : List.of("raw-", "enriched-")) {
        Map<Integer, Integer> records = new TreeMap<>();
        try (Topics topics = Topics.open(log.kafka())) {
          if (topics.find(List.of(kind + source)).isEmpty()) {
            continue;
          }
        }
        log.read(kind + source).forEach(r -> records.merge(r.partition(), 1, Integer::sum));
        told.append(' ').append(kind).append(source).append(records);
      }
    }
    try (Admin admin = Admin.create(ClientSettings.admin(log.kafka()))) {
      told.append(' ').append(admin.listConsumerGroupOffsets(group).all().get());
    }
    return told.toString();
  }

  String states() {
    return flink.states().stream().map(JobState::toString).toList().toString();
  }

  @Override
  public void close() {
    flink.close();
    broker.close();
  }
}
