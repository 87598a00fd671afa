package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.event.ResultRow;
import io.eventmill.jobs.embedded.JobWiring;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.SideEvent;
import io.eventmill.store.ReferenceSource;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * enriched touches and conversions → one row for each conversion, for every attribution of a
 * pipeline.
 *
 * <p>Rows are at least once on their topic, a later one in place of an earlier one of the same id.
 * When the job dies it goes on from its last checkpoint and writes again what came after. A
 * definition that changes begins at the start of its topics, as another version.
 */
public final class AttributionJob implements JobWiring {
  private final KafkaAddress kafka;
  private final Pipeline pipeline;
  private final JobsConfig config;
  private final ReferenceSource tables;

  /**
   * @param tables what conversions are looked up in; null when no attribution looks anything up
   */
  public AttributionJob(
      KafkaAddress kafka, Pipeline pipeline, JobsConfig config, ReferenceSource tables) {
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.config = config;
    this.tables = tables;
  }

  public static String name(Pipeline pipeline) {
    return "attribution-" + pipeline.name();
  }

  /** The consumer group under which the job says how far it is. */
  public static String group(Pipeline pipeline) {
    return "eventmill-" + name(pipeline);
  }

  /** Kafka must be there, with the topics of all sources. */
  @Override
  public void wire(StreamExecutionEnvironment env, String rules) {
    env.configure(JobSettings.of(config));
    try (Topics topics = Topics.open(kafka)) {
      for (Attribution rule : pipeline.attributions()) {
        wire(env, rule, topics);
      }
    }
  }

  private void wire(StreamExecutionEnvironment env, Attribution rule, Topics topics) {
    String use = rule.name() + "-" + rule.version(); // another definition shares no state
    DataStream<SideEvent> touches;
    DataStream<SideEvent> conversions;
    if (rule.touch().source().equals(rule.conversion().source())) {
      DataStream<Event> events = events(env, rule.touch().source(), use, rule, topics);
      touches = side(events, rule, use, false);
      conversions = side(events, rule, use, true);
    } else {
      String touch = rule.touch().source();
      String conversion = rule.conversion().source();
      touches = side(events(env, touch, use + "-touches", rule, topics), rule, use, false);
      conversions =
          side(events(env, conversion, use + "-conversions", rule, topics), rule, use, true);
    }
    touches
        .union(rule.lookup() == null ? conversions : lookedUp(conversions, rule, use))
        .keyBy(e -> new KeyHash(e.keyHigh(), e.keyLow()), TypeInformation.of(KeyHash.class))
        .process(
            new AttributionFunction(
                pipeline.yaml(),
                rule.name(),
                new AttributionLimits(
                    config.attributionTouchesMax(),
                    config.attributionConversionsMax(),
                    config.attributionGrace(),
                    config.attributionGraceMax())))
        .returns(TypeInformation.of(ResultRow.class))
        .name("attribute " + rule.name())
        .uid("attribute-" + use)
        .setParallelism(config.parallelism())
        .sinkTo(RowSink.to(kafka, rule.topic()))
        .name("rows " + rule.name())
        .uid("rows-" + use)
        .setParallelism(config.parallelism());
  }

  private DataStream<Event> events(
      StreamExecutionEnvironment env, String source, String use, Attribution rule, Topics topics) {
    TopicState topic = topics.describe(pipeline.source(source).topics().enriched());
    var clock = EventClock.strategy(rule.lateness(), config.idle());
    return EnrichedTopic.events(env, kafka, topic, group(pipeline), use, clock, config);
  }

  private DataStream<SideEvent> side(
      DataStream<Event> events, Attribution rule, String use, boolean conversions) {
    String side = conversions ? "conversions" : "touches";
    return events
        .flatMap(new SideFunction(pipeline.yaml(), rule.name(), conversions, config.idMax()))
        .returns(TypeInformation.of(SideEvent.class))
        .name(side)
        .uid(side + "-" + use)
        .setParallelism(events.getParallelism());
  }

  /** In their order, without a limit of time: the database may be away for long. */
  private DataStream<SideEvent> lookedUp(
      DataStream<SideEvent> conversions, Attribution rule, String use) {
    Objects.requireNonNull(tables, "there are no tables to look " + rule.name() + " up in");
    return AsyncDataStream.orderedWait(
            conversions,
            new LookupFunction(pipeline.yaml(), rule.name(), tables, config),
            0,
            TimeUnit.MILLISECONDS,
            config.lookupWaitingMax())
        .returns(TypeInformation.of(SideEvent.class))
        .name("look up")
        .uid("lookup-" + use)
        .setParallelism(conversions.getParallelism());
  }
}
