package io.eventmill.jobs;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.enrich.Enrichments;
import io.eventmill.steps.enrich.LookupSpec;
import io.eventmill.store.ReferenceSource;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * raw → steps → enriched, failed, dropped and the routes' topics, for every source of a pipeline;
 * one chain each, no shuffle.
 *
 * <p>At least once on the topics, exactly once in effect: each record carries the origin it came
 * from, is written in the order of its raw partition into the same partition, and whoever reads it
 * drops what is at or below the highest origin taken. When the job dies it goes on from its last
 * checkpoint and writes again what came after; but for the routes' topics, whose readers are
 * others: what stands there already is not written again ({@link RoutedOnce}).
 */
public final class EventsJob {
  private EventsJob() {}

  public static String name(Pipeline pipeline) {
    return "events-" + pipeline.name();
  }

  /** The consumer group under which the job says how far it is; Flink itself keeps the offsets. */
  public static String group(Pipeline pipeline) {
    return "eventmill-" + name(pipeline);
  }

  /** Wires the job. Kafka must be there, with the topics of all sources. */
  static void build(
      StreamExecutionEnvironment env, KafkaAddress kafka, RulesInForce rules, JobsConfig config) {
    build(env, kafka, rules, config, EventsWiring.NO_DATABASES);
  }

  /**
   * @param databases where the rows of a lookup are
   */
  public static void build(
      StreamExecutionEnvironment env,
      KafkaAddress kafka,
      RulesInForce rules,
      JobsConfig config,
      Function<LookupSpec, ReferenceSource> databases) {
    Pipeline pipeline = rules.now().read().pipeline();
    env.configure(JobSettings.of(config));
    try (Topics topics = Topics.open(kafka)) {
      for (Source source : pipeline.sources()) {
        TopicState raw = topics.describe(source.topics().raw());
        int parallelism = Math.min(config.parallelism(), raw.partitions());
        String name = source.name();

        DataStream<RawLogRecord> records =
            env.fromSource(
                    rawTopic(kafka, pipeline, source, raw.id(), config),
                    WatermarkStrategy.noWatermarks(),
                    name)
                .uid("raw-" + raw.id()) // a topic made anew is read from its start, RATIONALE.md
                .setParallelism(parallelism);
        RowsFunction rows = RowsFunction.of(rules, name, raw.id(), databases, config);
        (rows == null ? records : lookedUp(records, rows, raw.id(), config))
            .flatMap(
                new EventsFunction(kafka, rules, source, routed(pipeline, source), raw, config))
            .name("steps")
            .uid("steps-" + name)
            .setParallelism(parallelism)
            .sinkTo(processedTopics(kafka, pipeline, source))
            .name("out")
            .uid("processed-" + name)
            .setParallelism(parallelism);
      }
    }
  }

  /** In their order, without a limit of time: a database may be away for long. */
  private static DataStream<RawLogRecord> lookedUp(
      DataStream<RawLogRecord> records, RowsFunction rows, UUID rawId, JobsConfig config) {
    return AsyncDataStream.orderedWait(
            records, rows, 0, TimeUnit.MILLISECONDS, config.lookupWaitingMax())
        .returns(TypeInformation.of(RawLogRecord.class))
        .name("look up")
        .uid("rows-" + rawId)
        .setParallelism(records.getParallelism());
  }

  /** Topics that events of a source go to when a rule says so. */
  static List<String> routed(Pipeline pipeline, Source source) {
    return pipeline.routesFrom(source.name()).stream().map(r -> r.to().name()).toList();
  }

  private static KafkaSource<RawLogRecord> rawTopic(
      KafkaAddress kafka, Pipeline pipeline, Source source, UUID rawId, JobsConfig config) {
    String group = group(pipeline);
    Properties settings = TextSettings.of(ClientSettings.consumer(kafka, group));
    settings.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG); // the starting offsets say it
    return KafkaSource.<RawLogRecord>builder()
        .setProperties(settings)
        .setClientIdPrefix(group + "-" + source.name())
        .setKafkaSubscriber(new RawPartitions(source.topics(), routed(pipeline, source), rawId))
        .setProperty(
            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
            Long.toString(config.topicCheck().toMillis()))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new RawDeserializer())
        .build();
  }

  private static KafkaSink<Processed> processedTopics(
      KafkaAddress kafka, Pipeline pipeline, Source source) {
    String key = source.event().key();
    boolean keyIsHidden = key != null && Enrichments.changes(pipeline, key);
    return KafkaSink.<Processed>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setKafkaProducerConfig(TextSettings.of(ClientSettings.jobProducer(kafka)))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new ProcessedSerializer(source.topics(), keyIsHidden))
        .build();
  }
}
