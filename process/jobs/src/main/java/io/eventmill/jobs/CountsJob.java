package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.steps.count.Counted;
import io.eventmill.steps.count.Windows;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * enriched → added up by window and group → totals → rows, for every count of a pipeline.
 *
 * <p>At least once on the topic, exactly once in effect: a row carries its total and takes the
 * place of the one before. When the job dies it goes on from its last checkpoint and writes again
 * what came after. Every definition of a count is a chain of its own: a changed one counts from the
 * start of the log, the others go on.
 */
public final class CountsJob {
  private final StreamExecutionEnvironment env;
  private final KafkaAddress kafka;
  private final Pipeline pipeline;
  private final JobsConfig config;

  private CountsJob(
      StreamExecutionEnvironment env, KafkaAddress kafka, Pipeline pipeline, JobsConfig config) {
    this.env = env;
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.config = config;
  }

  public static String name(Pipeline pipeline) {
    return "counts-" + pipeline.name();
  }

  /** The consumer group under which the job says how far a count is. */
  public static String group(Pipeline pipeline, Count count) {
    return "eventmill-" + name(pipeline) + "-" + count.name() + "-" + count.version();
  }

  /** Wires the job. Kafka must be there, with the topics of the sources and the counts. */
  public static void build(
      StreamExecutionEnvironment env, KafkaAddress kafka, Pipeline pipeline, JobsConfig config) {
    env.configure(JobSettings.of(config));
    try (Topics topics = Topics.open(kafka)) {
      for (Count count : pipeline.counts()) {
        new CountsJob(env, kafka, pipeline, config).count(count, topics);
      }
    }
  }

  private void count(Count count, Topics topics) {
    String use = count.name() + "-" + count.version();
    DataStream<Counted> added = null;
    int parallelism = 1; // no more tasks than read: what comes has been added up by them
    for (String source : count.sources()) {
      DataStream<Counted> one = added(count, source, use, topics);
      added = added == null ? one : added.union(one);
      parallelism = Math.max(parallelism, one.getParallelism());
    }
    added
        .keyBy(Counted::key, Types.STRING)
        .transform("totals", TypeInformation.of(ResultRow.class), new TotalCounts(count, config))
        .uid("totals-" + use)
        .setParallelism(parallelism)
        .sinkTo(RowSink.to(kafka, count.topic()))
        .name("rows")
        .uid("rows-" + use)
        .setParallelism(parallelism);
  }

  private DataStream<Counted> added(Count count, String source, String use, Topics topics) {
    TopicState topic = topics.describe(pipeline.source(source).topics().enriched());
    String of = use + "-" + source;
    var events =
        EnrichedTopic.events(env, kafka, topic, group(pipeline, count), of, clock(), config);
    return events
        .transform("add up", TypeInformation.of(Counted.class), new CollectCounts(count, config))
        .uid("add-" + of)
        .setParallelism(events.getParallelism());
  }

  /** How far each partition has come: what its next event cannot be too late for, is not passed. */
  private WatermarkStrategy<Event> clock() {
    long aheadMillis = config.countAhead().toMillis();
    return WatermarkStrategy.<Event>forMonotonousTimestamps()
        .withTimestampAssigner(
            (event, none) -> Math.floorDiv(Windows.clock(event, aheadMillis), 1_000L))
        .withIdleness(config.idle());
  }
}
