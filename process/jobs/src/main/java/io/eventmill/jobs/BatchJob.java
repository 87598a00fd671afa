package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.read.ReadSettings;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.SideEvent;
import io.eventmill.steps.count.Counted;
import io.eventmill.store.LocalWriter;
import io.eventmill.store.ReferenceSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A pipeline over stored events, bounded: files → steps → duplicates → counts and attributions → a
 * store of its own.
 *
 * <p>Begun and done, or not at all: it has no checkpoints, what fails is begun anew. Flink sorts
 * what belongs together and spills to disk what its memory does not hold, so memory does not grow
 * with the history.
 */
public final class BatchJob {
  private final Pipeline pipeline;
  private final JobsConfig config;

  private BatchJob(Pipeline pipeline, JobsConfig config) {
    this.pipeline = pipeline;
    this.config = config;
  }

  /**
   * What is read, and where to.
   *
   * @param processed whether the files hold events that have passed the steps already
   * @param plain how files are read that no archive has written; null for a lake's
   * @param tables what conversions are looked up in; null when no attribution looks anything up
   */
  public record Work(
      List<HistoryFile> files,
      boolean processed,
      ReadSettings plain,
      LocalWriter store,
      ReferenceSource tables) {
    public Work {
      files = List.copyOf(files);
    }

    /** Over files of a lake. */
    public Work(
        List<HistoryFile> files, boolean processed, LocalWriter store, ReferenceSource tables) {
      this(files, processed, null, store, tables);
    }
  }

  public static String name(Pipeline pipeline) {
    return "batch-" + pipeline.name();
  }

  /** Wires the job. */
  public static void build(
      StreamExecutionEnvironment env, EventRules rules, Work work, JobsConfig config) {
    env.configure(settings());
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    env.setParallelism(config.parallelism());
    new BatchJob(rules.read().pipeline(), config).wire(env, rules, work);
  }

  private static Configuration settings() {
    Configuration c = new Configuration();
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    c.set(PipelineOptions.OBJECT_REUSE, true); // operators pass on what they got, or a new object
    c.set(PipelineOptions.GENERIC_TYPES, false);
    // What is to be sorted is held by who sorts; nothing else has to wait on a disk.
    c.set(ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
    return c;
  }

  private void wire(StreamExecutionEnvironment env, EventRules rules, Work work) {
    SingleOutputStreamOperator<BatchRow> outcomes =
        env.fromData(work.files(), TypeInformation.of(HistoryFile.class))
            .name("files")
            .uid("files")
            .setParallelism(1)
            .rebalance()
            .flatMap(new ReadHistory(rules, work.processed(), work.plain()))
            .returns(TypeInformation.of(BatchRow.class))
            .name("read, steps")
            .uid("read")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<BatchRow>noWatermarks()
                    .withTimestampAssigner((row, none) -> row.order()))
            .uid("order")
            .keyBy(BatchRow::key, TypeInformation.of(KeyHash.class))
            .process(new BatchDuplicates(windows()))
            .returns(TypeInformation.of(BatchRow.class))
            .name("duplicates")
            .uid("duplicates");
    SingleOutputStreamOperator<Event> events =
        outcomes
            .flatMap(
                (BatchRow row, org.apache.flink.util.Collector<Event> out) -> {
                  if (row.event() != null) {
                    out.collect(row.event());
                  }
                })
            .returns(TypeInformation.of(Event.class))
            .name("events")
            .uid("events");
    DataStream<BatchRow> all = outcomes;
    for (Count count : pipeline.counts()) {
      all = all.union(count(count, events));
    }
    if (!pipeline.attributions().isEmpty()) {
      SingleOutputStreamOperator<Event> timed =
          events
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Event>noWatermarks()
                      .withTimestampAssigner(
                          (event, none) -> BatchAttribution.millis(event.timeMicros())))
              .uid("time");
      for (Attribution rule : pipeline.attributions()) {
        all = all.union(attribution(rule, timed, work.tables()));
      }
    }
    all.sinkTo(new BatchSink(work.store(), config.batchRows(), config.batchBytes()))
        .name("store")
        .uid("store")
        .setParallelism(1);
  }

  private Map<String, Long> windows() {
    Map<String, Long> windows = new HashMap<>();
    for (Source source : pipeline.sources()) {
      if (source.deduplicate().isOn()) {
        windows.put(source.name(), source.deduplicate().within().toMillis());
      }
    }
    return windows;
  }

  private DataStream<BatchRow> count(Count count, DataStream<Event> events) {
    List<String> sources = count.sources();
    return events
        .filter(event -> sources.contains(event.source()))
        .name("of " + count.name())
        .uid("of-" + count.name())
        .transform("add up", TypeInformation.of(Counted.class), new BatchCounts(count, config))
        .uid("add-" + count.name())
        .keyBy(Counted::key, Types.STRING)
        .reduce(Counted::plus)
        .returns(TypeInformation.of(Counted.class))
        .name("totals")
        .uid("totals-" + count.name())
        .map(new CountRowFunction(count))
        .returns(TypeInformation.of(BatchRow.class))
        .name("rows " + count.name())
        .uid("rows-" + count.name());
  }

  private DataStream<BatchRow> attribution(
      Attribution rule, DataStream<Event> events, ReferenceSource tables) {
    DataStream<SideEvent> touches = side(events, rule, false);
    DataStream<SideEvent> conversions = side(events, rule, true);
    return touches
        .union(rule.lookup() == null ? conversions : lookedUp(conversions, rule, tables))
        .keyBy(e -> new KeyHash(e.keyHigh(), e.keyLow()), TypeInformation.of(KeyHash.class))
        .process(
            new BatchAttribution(
                pipeline.yaml(),
                rule.name(),
                new AttributionLimits(
                    config.attributionTouchesMax(),
                    config.attributionConversionsMax(),
                    Duration.ZERO,
                    config.attributionGraceMax())))
        .returns(TypeInformation.of(BatchRow.class))
        .name("attribute " + rule.name())
        .uid("attribute-" + rule.name());
  }

  private DataStream<SideEvent> side(DataStream<Event> events, Attribution rule, boolean isSecond) {
    String side = isSecond ? "conversions" : "touches";
    return events
        .flatMap(new SideFunction(pipeline.yaml(), rule.name(), isSecond, config.idMax()))
        .returns(TypeInformation.of(SideEvent.class))
        .name(side)
        .uid(side + "-" + rule.name());
  }

  private DataStream<SideEvent> lookedUp(
      DataStream<SideEvent> conversions, Attribution rule, ReferenceSource tables) {
    Objects.requireNonNull(tables, "there are no tables to look " + rule.name() + " up in");
    return AsyncDataStream.orderedWait(
            conversions,
            new LookupFunction(pipeline.yaml(), rule.name(), tables, config),
            0,
            TimeUnit.MILLISECONDS,
            config.lookupWaitingMax())
        .returns(TypeInformation.of(SideEvent.class))
        .name("look up")
        .uid("lookup-" + rule.name());
  }
}
