package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Attribution;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.Attributor;
import io.eventmill.steps.attribute.Conversion;
import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.Moment;
import io.eventmill.steps.attribute.NextLook;
import io.eventmill.steps.attribute.Note;
import io.eventmill.steps.attribute.Outlet;
import io.eventmill.steps.attribute.SideEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One attribution: touches and conversions by key in, rows out. Its state per key is one {@link
 * History} and at most two timers, one by the watermark and one by real time. After a crash it goes
 * on from the checkpoint, its clocks included: what was final or late stays so, and the rows since
 * then are written again.
 */
final class AttributionFunction extends KeyedProcessFunction<KeyHash, SideEvent, ResultRow>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String name;
  private final AttributionLimits limits;
  private transient Attributor attributor;
  private transient ValueState<History> histories;
  private transient AttributionClocks clocks;
  private transient Rows rows;

  AttributionFunction(String pipeline, String name, AttributionLimits limits) {
    this.pipeline = pipeline;
    this.name = name;
    this.limits = limits;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    clocks = new AttributionClocks(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    clocks.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    Attribution rule = AttributionRule.of(pipeline, name);
    attributor = new Attributor(rule, limits);
    histories =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("history", HistorySerializer.INSTANCE));
    rows = new Rows(rule, getRuntimeContext().getMetricGroup().addGroup("result", name));
  }

  @Override
  public void processElement(SideEvent event, Context context, Collector<ResultRow> out)
      throws Exception {
    rows.out = out;
    TimerService timers = context.timerService();
    Moment now = clocks.now(timers);
    if (event.missing() != null) {
      attributor.withoutKey(event, now, rows);
      return;
    }
    History history = histories.value();
    history = history == null ? new History() : history;
    NextLook next =
        event.conversion()
            ? attributor.conversion(history, event, now, rows)
            : attributor.touch(history, event, now, rows);
    keep(history, next, timers);
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<ResultRow> out)
      throws Exception {
    rows.out = out;
    TimerService timers = context.timerService();
    Moment now = clocks.now(timers);
    History history = histories.value();
    if (history == null) {
      return;
    }
    history.timersAreSet(KeyTimers.without(history.timers(), context.timeDomain()));
    attributor.passed(history, now, rows);
    keep(history, attributor.nextLook(history, now), timers);
  }

  private void keep(History history, NextLook next, TimerService timers) throws Exception {
    if (history.isEmpty()) {
      KeyTimers.clear(history.timers(), timers);
      histories.clear();
      return;
    }
    NextLook needed = clocks.byFlinksClock(next);
    history.timersAreSet(KeyTimers.earlier(history.timers(), needed, timers));
    histories.update(history);
  }

  /** Rows to the collector of the moment, notes to counters. */
  private static final class Rows implements Outlet {
    private final Attribution rule;
    private final String version;
    private final Counter written;
    private final Map<Note, Counter> counters = new EnumMap<>(Note.class);
    private Collector<ResultRow> out;

    Rows(Attribution rule, MetricGroup metrics) {
      this.rule = rule;
      this.version = rule.version();
      this.written = metrics.counter("rows");
      for (Note note : Note.values()) {
        String[] words = note.name().toLowerCase(Locale.ROOT).split("_", 2);
        String what = words[0].equals("touch") ? "touches" : "conversions";
        counters.put(note, metrics.counter(what + "_" + words[1]));
      }
    }

    @Override
    public void row(Conversion conversion, byte[] json) {
      written.inc();
      out.collect(
          new ResultRow(rule.name(), version, conversion.id(), conversion.timeMicros(), json));
    }

    @Override
    public void note(Note what) {
      counters.get(what).inc();
    }
  }
}
