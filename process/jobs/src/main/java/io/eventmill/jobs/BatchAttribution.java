package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.pipeline.Attribution;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.Attributor;
import io.eventmill.steps.attribute.Conversion;
import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.Moment;
import io.eventmill.steps.attribute.Note;
import io.eventmill.steps.attribute.Outlet;
import io.eventmill.steps.attribute.SideEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The stream's attribution over events of one key after the other, each key's in the order of their
 * time: the watermark follows them, so that nothing is late, nothing waits for what comes late, and
 * no more of a key is held than its window. Writes each conversion's row once, when it is final.
 */
final class BatchAttribution extends KeyedProcessFunction<KeyHash, SideEvent, BatchRow> {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String name;
  private final AttributionLimits limits;
  private transient Attributor attributor;
  private transient long withinMicros;
  private transient ValueState<History> histories;
  private transient Rows rows;

  /**
   * @param limits without a grace
   */
  BatchAttribution(String pipeline, String name, AttributionLimits limits) {
    this.pipeline = pipeline;
    this.name = name;
    this.limits = limits;
  }

  @Override
  public void open(OpenContext context) {
    Attribution rule = AttributionRule.of(pipeline, name);
    attributor = new Attributor(rule, limits);
    withinMicros = rule.within().toNanos() / 1_000;
    histories =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("history", HistorySerializer.INSTANCE));
    rows = new Rows(rule, new BatchSums(getRuntimeContext()));
  }

  @Override
  public void processElement(SideEvent event, Context context, Collector<BatchRow> out)
      throws Exception {
    rows.out = out;
    long millis = millis(event.timeMicros());
    Moment now = new Moment(millis - 1, 0);
    SideEvent inTime = inTime(event, millis);
    if (event.missing() != null) {
      attributor.withoutKey(inTime, now, rows);
      rows.pass(Long.MAX_VALUE);
      return;
    }
    History history = histories.value();
    if (history == null) {
      history = new History();
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    attributor.passed(history, now, rows);
    rows.pass(now.watermark());
    if (event.conversion()) {
      attributor.conversion(history, inTime, now, rows);
    } else {
      attributor.touch(history, inTime, now, rows);
    }
    histories.update(history);
  }

  /** The key's last event has been seen. */
  @Override
  public void onTimer(long end, OnTimerContext context, Collector<BatchRow> out) throws Exception {
    rows.out = out;
    attributor.passed(histories.value(), new Moment(Long.MAX_VALUE, 0), rows);
    rows.pass(Long.MAX_VALUE);
    histories.clear();
  }

  /** The same by its own clock alone: when it was received says nothing here. */
  private SideEvent inTime(SideEvent e, long millis) {
    return new SideEvent(
        e.keyHigh(),
        e.keyLow(),
        e.conversion(),
        e.missing(),
        e.id(),
        e.timeMicros(),
        millis,
        millis(e.timeMicros() + withinMicros),
        false,
        e.values(),
        e.lookupBy());
  }

  static long millis(long micros) {
    return Math.floorDiv(micros, 1_000L);
  }

  /** The newest state of each row, held until it is known to be final. */
  private static final class Rows implements Outlet {
    private final Attribution rule;
    private final String version;
    private final BatchSums sums;
    private final Map<String, ResultRow> held = new LinkedHashMap<>();
    private Collector<BatchRow> out;

    Rows(Attribution rule, BatchSums sums) {
      this.rule = rule;
      this.version = rule.version();
      this.sums = sums;
    }

    @Override
    public void row(Conversion conversion, byte[] json) {
      held.put(
          conversion.id(),
          new ResultRow(rule.name(), version, conversion.id(), conversion.timeMicros(), json));
    }

    /** Passes on the rows of conversions that the watermark has passed: they are final. */
    void pass(long watermark) {
      Iterator<ResultRow> all = held.values().iterator();
      while (all.hasNext()) {
        ResultRow row = all.next();
        if (millis(row.timeMicros()) <= watermark) {
          out.collect(BatchRow.of(row));
          sums.add(BatchSums.RESULT + rule.name(), 1);
          all.remove();
        }
      }
    }

    @Override
    public void note(Note what) {
      if (what == Note.TOUCH_LEFT_OUT || what == Note.CONVERSION_LEFT_OUT) {
        sums.add(
            rule.name()
                + ": "
                + (what == Note.TOUCH_LEFT_OUT ? "touches" : "conversions")
                + " left out at the limit of a key",
            1);
      }
    }
  }
}
