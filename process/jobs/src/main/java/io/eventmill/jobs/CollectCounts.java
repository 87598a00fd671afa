package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Count;
import io.eventmill.steps.count.CountBuffer;
import io.eventmill.steps.count.Counted;
import io.eventmill.steps.count.CountedFields;
import io.eventmill.steps.count.PartitionClock;
import io.eventmill.steps.count.PartitionClocks;
import io.eventmill.steps.count.Windows;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Events of one source added up by window and group where they are read, so that what is sent on is
 * little. Which events are too late is decided here, by the events before them in their partition.
 * What is added up goes on before each checkpoint, and before every sign of time passing: nothing
 * is held back when the process dies that a checkpoint counts as done.
 */
final class CollectCounts extends AbstractStreamOperator<Counted>
    implements OneInputStreamOperator<Event, Counted> {
  private static final long serialVersionUID = 1L;

  private final Count count;
  private final int entriesMax;
  private final int textMax;
  private final long flushMillis;
  private final long aheadMillis;
  private transient Windows windows;
  private transient CountedFields fields;
  private transient CountBuffer buffer;
  private transient PartitionClocks clocks;
  private transient ListState<PartitionClock> state;
  private transient boolean timerIsSet;
  private transient Counter counted;
  private transient Counter late;

  CollectCounts(Count count, JobsConfig config) {
    this.count = count;
    this.entriesMax = config.countEntriesMax();
    this.textMax = config.countTextMax();
    this.flushMillis = config.countFlush().toMillis();
    this.aheadMillis = config.countAhead().toMillis();
  }

  /**
   * After a restore every task has all clocks, since nobody knows who will read which partition.
   */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("clocks", TypeInformation.of(PartitionClock.class)));
    clocks = new PartitionClocks();
    for (PartitionClock clock : state.get()) {
      clocks.restore(List.of(clock));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    windows = Windows.of(count);
    fields = new CountedFields(count, textMax);
    buffer = new CountBuffer();
    MetricGroup metrics = getMetricGroup().addGroup("count", count.name());
    counted = metrics.counter("counted_events");
    late = metrics.counter("late_events");
  }

  @Override
  public void processElement(StreamRecord<Event> record) {
    Event event = record.getValue();
    long before = clocks.before(event.origin(), Windows.clock(event, aheadMillis));
    String group = fields.group(event.json());
    if (group == null) {
      return;
    }
    counted.inc();
    long start = windows.start(event.timeMicros());
    if (windows.isTooLate(start, before)) {
      late.inc();
      send(new Counted(start, group, 1, event.origin(), true));
      return;
    }
    buffer.add(new Counted(start, group, 1, event.origin(), false));
    if (buffer.size() >= entriesMax) {
      flush();
    } else if (!timerIsSet) {
      timerIsSet = true;
      var time = getProcessingTimeService();
      time.registerTimer(
          time.getCurrentProcessingTime() + flushMillis,
          now -> {
            timerIsSet = false;
            flush();
          });
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    flush();
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(clocks.snapshot());
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void flush() {
    buffer.drain(this::send);
  }

  private void send(Counted note) {
    output.collect(new StreamRecord<>(note));
  }
}
