package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Count;
import io.eventmill.steps.count.CountRows;
import io.eventmill.steps.count.Counted;
import io.eventmill.steps.count.WindowTotals;
import io.eventmill.steps.count.Windows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The totals of windows and groups, by their key, and the rows that tell them. A row is written
 * anew once in a while, and always before a checkpoint: after a crash all that has changed since is
 * written again, with the right totals. Totals of windows that every partition has passed are
 * forgotten, and how far that went is not.
 */
final class TotalCounts extends AbstractStreamOperator<ResultRow>
    implements OneInputStreamOperator<Counted, ResultRow>,
        Triggerable<String, VoidNamespace>,
        WindowTotals.Cell {
  private static final long serialVersionUID = 1L;

  private final Count count;
  private final int entriesMax;
  private final long everyMillis;
  private transient Windows windows;
  private transient WindowTotals totals;
  private transient CountRows rows;
  private transient ValueState<Long> total;
  private transient ListState<Long> passed;
  private transient ListState<Counted> unwritten;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient boolean timerIsSet;
  private transient Counter written;

  TotalCounts(Count count, JobsConfig config) {
    this.count = count;
    this.entriesMax = config.countEntriesMax();
    this.everyMillis = config.countEvery().toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    windows = Windows.of(count);
    totals = new WindowTotals(windows);
    rows = new CountRows(count);
    total =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("total", TypeInformation.of(Long.class)));
    var operator = context.getOperatorStateStore();
    passed =
        operator.getUnionListState(
            new ListStateDescriptor<>("passed", TypeInformation.of(Long.class)));
    unwritten =
        operator.getListState(
            new ListStateDescriptor<>("unwritten", TypeInformation.of(Counted.class)));
    long furthest = Long.MIN_VALUE; // totals may have come from any task
    for (long millis : passed.get()) {
      furthest = Math.max(furthest, millis);
    }
    List<Counted> rowsToWrite = new ArrayList<>();
    unwritten.get().forEach(rowsToWrite::add);
    totals.restore(furthest, rowsToWrite);
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("closing", VoidNamespaceSerializer.INSTANCE, this);
    written = getMetricGroup().addGroup("count", count.name()).counter("rows_written");
    if (totals.waiting() > 0) {
      setTimer();
    }
  }

  @Override
  public void processElement(StreamRecord<Counted> record) {
    Counted counted = record.getValue();
    if (counted.late()) {
      write(counted);
      return;
    }
    if (totals.add(counted, this)) {
      timers.registerEventTimeTimer(
          VoidNamespace.INSTANCE, windows.closedAtMillis(counted.windowMicros()));
    }
    if (totals.waiting() >= entriesMax) {
      flush();
    } else {
      setTimer();
    }
  }

  @Override
  public Long total() {
    try {
      return total.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void total(long newest) {
    try {
      total.update(newest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    total.clear();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no such timer is set");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    totals.passed(mark.getTimestamp());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    passed.update(List.of(totals.passedMillis()));
    unwritten.update(totals.snapshot(context.getCheckpointId()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    totals.finished(checkpoint);
    if (totals.waiting() > 0) {
      setTimer();
    }
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void setTimer() {
    if (!timerIsSet) {
      timerIsSet = true;
      var time = getProcessingTimeService();
      time.registerTimer(
          time.getCurrentProcessingTime() + everyMillis,
          now -> {
            timerIsSet = false;
            flush();
          });
    }
  }

  private void flush() {
    totals.drain(this::write);
  }

  private void write(Counted counted) {
    written.inc();
    output.collect(new StreamRecord<>(rows.row(counted)));
  }
}
