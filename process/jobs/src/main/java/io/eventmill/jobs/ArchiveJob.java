package io.eventmill.jobs;

import io.eventmill.jobs.lake.LakeSink;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Archive.From;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.steps.archive.LakeRow;
import io.eventmill.steps.archive.LakeRows;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * raw or enriched → files in a lake, for each source of an archive; no shuffle.
 *
 * <p>Exactly once: files come to their places with the job's checkpoints, one of which is made
 * every {@code roll.every}. When the job dies, what came since the last one is read and written
 * again; nobody has seen it yet.
 */
public final class ArchiveJob {
  private final StreamExecutionEnvironment env;
  private final KafkaAddress kafka;
  private final Pipeline pipeline;
  private final Archive archive;
  private final String root;
  private final String scratch;
  private final JobsConfig config;

  private ArchiveJob(
      StreamExecutionEnvironment env,
      KafkaAddress kafka,
      Pipeline pipeline,
      Archive archive,
      String root,
      String scratch,
      JobsConfig config) {
    this.env = env;
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.archive = archive;
    this.root = root;
    this.scratch = scratch;
    this.config = config;
  }

  public static String name(Pipeline pipeline, Archive archive) {
    return "archive-" + pipeline.name() + "-" + archive.name();
  }

  /** The consumer group under which the job says how far it is. */
  public static String group(Pipeline pipeline, Archive archive) {
    return "eventmill-" + name(pipeline, archive);
  }

  /**
   * Wires the job. Kafka must be there, with the topics of the archive's sources.
   *
   * @param root of the lake, absolute
   * @param scratch folder on the local disk of the workers, for files on their way to a store
   */
  public static void build(
      StreamExecutionEnvironment env,
      KafkaAddress kafka,
      Pipeline pipeline,
      Archive archive,
      URI root,
      Path scratch,
      JobsConfig config) {
    env.configure(settings(archive, config));
    String address = root.toString().replaceAll("/+$", "");
    ArchiveJob job =
        new ArchiveJob(env, kafka, pipeline, archive, address, scratch.toString(), config);
    try (Topics topics = Topics.open(kafka)) {
      archive.sources().forEach(source -> job.source(pipeline.source(source), topics));
    }
  }

  private static Configuration settings(Archive archive, JobsConfig config) {
    Configuration settings = JobSettings.of(config);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, archive.roll().every());
    return settings;
  }

  private void source(Source source, Topics topics) {
    String place = root + "/" + source.name();
    // Another lake is filled from the start of the log; another format goes on in the same one.
    String use = archive.name() + "-" + source.name() + "-" + archive.to();
    SourceTopics t = source.topics();
    boolean isRaw = archive.from() == From.RAW;
    TopicState topic = topics.describe(isRaw ? t.raw() : t.enriched());
    SingleOutputStreamOperator<LakeRow> rows =
        isRaw ? raw(source, topic, use) : enriched(topic, use);
    rows.sinkTo(
            new LakeSink(archive, source.name(), t.raw(), place, scratch, config.archiveOpenMax()))
        .name("lake " + source.name())
        .uid("lake-" + use)
        .setParallelism(rows.getParallelism());
  }

  private SingleOutputStreamOperator<LakeRow> raw(Source source, TopicState topic, String use) {
    var records = RawTopic.records(env, kafka, topic, group(pipeline, archive), use, config);
    var toRow =
        new LakeRowFunction(
            pipeline.yaml(),
            source.name(),
            topic.id().getMostSignificantBits(),
            topic.id().getLeastSignificantBits(),
            config.stepLimits());
    return records
        .map(toRow)
        .returns(TypeInformation.of(LakeRow.class))
        .name("rows")
        .uid("rows-" + use)
        .setParallelism(records.getParallelism());
  }

  private SingleOutputStreamOperator<LakeRow> enriched(TopicState topic, String use) {
    var events =
        EnrichedTopic.events(
            env,
            kafka,
            topic,
            group(pipeline, archive),
            use,
            WatermarkStrategy.noWatermarks(),
            config);
    return events
        .map(LakeRows::of)
        .returns(TypeInformation.of(LakeRow.class))
        .name("rows")
        .uid("rows-" + use)
        .setParallelism(events.getParallelism());
  }
}
