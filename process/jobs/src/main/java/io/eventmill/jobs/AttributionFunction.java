package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Attribution;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.Attributor;
import io.eventmill.steps.attribute.Conversion;
import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.Note;
import io.eventmill.steps.attribute.Outlet;
import io.eventmill.steps.attribute.SideEvent;
import io.eventmill.steps.attribute.Touch;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
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
 * History} and one timer. After a crash it goes on from the checkpoint, the watermark included:
 * what was final or late stays so, and the rows since then are written again.
 */
final class AttributionFunction extends KeyedProcessFunction<KeyHash, SideEvent, ResultRow>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String name;
  private final int touchesMax;
  private final int conversionsMax;
  private transient Attributor attributor;
  private transient ValueState<History> histories;
  private transient ListState<Long> reached;
  private transient TimerService timers; // null until the first event
  private transient long watermark;
  private transient Rows rows;

  AttributionFunction(String pipeline, String name, int touchesMax, int conversionsMax) {
    this.pipeline = pipeline;
    this.name = name;
    this.touchesMax = touchesMax;
    this.conversionsMax = conversionsMax;
  }

  /** Every subtask had read all channels up to its watermark; of several, the least is sure. */
  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    reached =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    watermark = Long.MIN_VALUE;
    if (context.isRestored()) {
      long least = Long.MAX_VALUE;
      for (long one : reached.get()) {
        least = Math.min(least, one);
      }
      watermark = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (timers != null) {
      watermark = Math.max(watermark, timers.currentWatermark());
    }
    reached.update(List.of(watermark));
  }

  @Override
  public void open(OpenContext context) {
    Attribution rule = AttributionRule.of(pipeline, name);
    attributor = new Attributor(rule, new AttributionLimits(touchesMax, conversionsMax));
    histories =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("history", HistorySerializer.INSTANCE));
    rows = new Rows(rule, getRuntimeContext().getMetricGroup().addGroup("result", name));
  }

  @Override
  public void processElement(SideEvent event, Context context, Collector<ResultRow> out)
      throws Exception {
    rows.out = out;
    if (event.missing() != null) {
      attributor.withoutKey(event.asConversion(), event.missing(), rows);
      return;
    }
    timers = context.timerService();
    watermark = Math.max(watermark, timers.currentWatermark());
    History history = histories.value();
    history = history == null ? new History() : history;
    if (event.conversion()) {
      Conversion conversion = event.asConversion();
      attributor.conversion(history, conversion, watermark, rows);
      keep(history, attributor.nextMillis(conversion));
    } else {
      Touch touch = event.asTouch();
      attributor.touch(history, touch, watermark, rows);
      keep(history, attributor.nextMillis(touch));
    }
  }

  @Override
  public void onTimer(long millis, OnTimerContext context, Collector<ResultRow> out)
      throws Exception {
    rows.out = out;
    timers = context.timerService();
    watermark = Math.max(watermark, timers.currentWatermark());
    History history = histories.value();
    if (history == null) {
      return;
    }
    history.timerIsSet(History.NONE);
    attributor.passed(history, watermark, rows);
    keep(history, attributor.nextMillis(history));
  }

  /** One timer per key: the earliest that is needed; when it has gone off, the next is found. */
  private void keep(History history, long nextMillis) throws Exception {
    if (history.isEmpty()) {
      if (history.timerMillis() != History.NONE) {
        timers.deleteEventTimeTimer(history.timerMillis());
      }
      histories.clear();
      return;
    }
    if (nextMillis < history.timerMillis()) {
      if (history.timerMillis() != History.NONE) {
        timers.deleteEventTimeTimer(history.timerMillis());
      }
      timers.registerEventTimeTimer(nextMillis);
      history.timerIsSet(nextMillis);
    }
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
