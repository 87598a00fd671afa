package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.pipeline.Deduplicate;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.dedupe.SeenWindow;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of one source inside a job: a raw record in, one outcome out: an event, a failed event,
 * or the note of a dropped one; and an event once more for each route it takes. Its state is which
 * ids passed, and where the routes' topics ended; what it gives depends on the records of the
 * partition up to this one and on the rules alone.
 */
final class EventsFunction extends RichFlatMapFunction<RawLogRecord, Processed>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 4L;
  private static final Logger LOG = LoggerFactory.getLogger(EventsFunction.class);

  private final KafkaAddress kafka;
  private final String rules;
  private final String sourceName;
  private final UUID rawTopicId;
  private final SeenWindow window; // null: duplicates pass
  private final boolean idsAreGiven;
  private final List<String> routedTopics;
  private transient ListState<SeenPartition> state;
  private transient ListState<RoutedEnd> routedState;
  private transient Duplicates duplicates;
  private transient RoutedOnce routed;
  private transient Counter dropped;
  private transient Counter forgotten;
  private transient Counter leftOut;
  private transient String rawTopic;
  private transient StepsByOffset steps;
  private transient long[] lastOffsets;
  private transient List<Route> routes; // of the record at hand
  private transient byte[] routedValue;

  EventsFunction(
      KafkaAddress kafka,
      RulesInForce rules,
      Source source,
      List<String> routedTopics,
      TopicState raw,
      JobsConfig config) {
    this.kafka = kafka;
    this.rules = rules.json();
    this.sourceName = source.name();
    this.rawTopicId = raw.id();
    int idsMax = Math.max(1, config.dedupeIdsMax() / raw.partitions());
    Deduplicate rule = source.deduplicate();
    this.window = rule.isOn() ? new SeenWindow(rule.within().toMillis(), idsMax) : null;
    this.idsAreGiven = source.event().id() != null;
    this.routedTopics = routedTopics;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("seen", SeenPartitionSerializer.INSTANCE));
    if (window != null) {
      TaskInfo task = getRuntimeContext().getTaskInfo();
      duplicates =
          new Duplicates(
              rawTopicId, window, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
      duplicates.restore(state.get());
    }
    state.clear();
    routedState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("routed", TypeInformation.of(RoutedEnd.class)));
    routed = new RoutedOnce(kafka, rawTopicId);
    routed.restore(routedState.get());
    routedState.clear();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(duplicates == null ? List.of() : duplicates.snapshot());
    routedState.update(routed.snapshot(routedTopics, partitionsRead()));
  }

  private List<Integer> partitionsRead() {
    return IntStream.range(0, lastOffsets.length).filter(p -> lastOffsets[p] >= 0).boxed().toList();
  }

  @Override
  public void open(OpenContext context) throws TopicMadeAnewException {
    RulesInForce inForce = RulesInForce.parse(rules);
    steps = StepsByOffset.of(inForce, sourceName, rawTopicId);
    rawTopic = StepsByOffset.source(inForce.now(), sourceName).topics().raw();
    lastOffsets = new long[0];
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("source", sourceName);
    dropped = metrics.counter("duplicates");
    forgotten = metrics.counter("dedupe_forgotten");
    leftOut = metrics.counter("lookup_left_out");
    try (Topics topics = Topics.open(kafka)) {
      if (!topics.describe(rawTopic).id().equals(rawTopicId)) {
        throw new TopicMadeAnewException(rawTopic);
      }
    }
  }

  @Override
  public void close() {
    if (routed != null) {
      routed.close();
    }
  }

  @Override
  public void flatMap(RawLogRecord raw, Collector<Processed> out) {
    requireForward(raw);
    routes = List.of();
    Processed processed = process(raw);
    if (processed.event() == null) {
      out.collect(processed);
    } else if (isDuplicate(raw, processed.event().id())) {
      dropped.inc();
      out.collect(Processed.of(raw, duplicate(processed.event())));
    } else {
      out.collect(processed);
      for (Route route : routes) {
        if (routed.isNew(route.to().name(), raw.partition(), raw.offset())) {
          out.collect(processed.routed(routedValue, route.to().name()));
        }
      }
    }
  }

  private static Dropped duplicate(Event e) {
    return new Dropped(e.origin(), e.id(), e.source(), e.receivedMillis(), Cause.DUPLICATE);
  }

  /** What has no id of its own is named after its place, where no other record stands. */
  private boolean isDuplicate(RawLogRecord raw, String id) {
    if (duplicates == null || raw.id() == null && !idsAreGiven) {
      return false;
    }
    boolean duplicate = duplicates.isDuplicate(raw, id);
    if (duplicates.forgottenAtLimit() > forgotten.getCount()) {
      if (forgotten.getCount() == 0) {
        LOG.warn(
            "source '{}' has more than {} ids per partition within {} ms: the oldest are forgotten"
                + " first, late duplicates may pass; process.dedupe_ids_max moves the limit",
            sourceName,
            window.idsMax(),
            window.millis());
      }
      forgotten.inc(duplicates.forgottenAtLimit() - forgotten.getCount());
    }
    return duplicate;
  }

  private Processed process(RawLogRecord raw) {
    Origin origin =
        new Origin(
            rawTopicId.getMostSignificantBits(),
            rawTopicId.getLeastSignificantBits(),
            raw.partition(),
            raw.offset());
    if (raw.size() > TooLarge.RAW_BYTES_MAX) {
      return TooLarge.refuse(raw, rawTopic, sourceName, origin);
    }
    EventSteps inForce = steps.at(raw.partition(), raw.offset());
    RawRecord record = raw.record(origin);
    Outcome outcome = inForce.process(record, raw.rows());
    if (raw.rows() != null && !TooLarge.passes(outcome)) {
      leftOut.inc();
      outcome = inForce.process(record); // which passes: rows come with no other record
    }
    if (TooLarge.is(outcome)) {
      return TooLarge.refuse(raw, rawTopic, sourceName, origin);
    }
    routes = inForce.routes();
    routedValue = inForce.routed();
    return Processed.of(raw, outcome);
  }

  /** Offsets that go back mean that the topic is another one: start again, which looks into it. */
  private void requireForward(RawLogRecord raw) {
    int partition = raw.partition();
    if (partition >= lastOffsets.length) {
      int known = lastOffsets.length;
      lastOffsets = Arrays.copyOf(lastOffsets, partition + 1);
      Arrays.fill(lastOffsets, known, lastOffsets.length, -1);
    }
    if (raw.offset() <= lastOffsets[partition]) {
      throw new IllegalStateException(
          "raw topic '%s' partition %d went back from offset %d to %d; was it made anew?"
              .formatted(rawTopic, partition, lastOffsets[partition], raw.offset()));
    }
    lastOffsets[partition] = raw.offset();
  }
}
