package io.eventmill.jobs;

import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.Moment;
import io.eventmill.steps.attribute.NextLook;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * How far a subtask is, by the watermark and by the clock of the grace. Both are in the checkpoint:
 * Flink begins with no watermark after a restart, and a grace is not to pass while the job is down.
 * So its clock counts only the time that the job has run; what it says goes back to the checkpoint
 * together with what has been kept by it.
 */
final class AttributionClocks {
  private final ListState<Long> watermarks;
  private final ListState<Long> runs;
  private long watermark;
  private long millis;
  private long zeroMillis;
  private TimerService timers; // null until the first event or timer

  /** Every subtask had read all channels up to its watermark; of several, the least is sure. */
  AttributionClocks(OperatorStateStore store) throws Exception {
    watermarks = store.getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    runs = store.getUnionListState(new ListStateDescriptor<>("run-millis", Types.LONG));
    watermark = least(watermarks, Long.MIN_VALUE);
    millis = least(runs, 0);
  }

  private static long least(ListState<Long> state, long none) throws Exception {
    long least = Long.MAX_VALUE;
    for (long one : state.get()) {
      least = Math.min(least, one);
    }
    return least == Long.MAX_VALUE ? none : least;
  }

  void snapshot() throws Exception {
    if (timers != null) {
      now(timers);
    }
    watermarks.update(List.of(watermark));
    runs.update(List.of(millis));
  }

  Moment now(TimerService at) {
    if (timers == null) {
      timers = at;
      zeroMillis = at.currentProcessingTime() - millis;
    }
    watermark = Math.max(watermark, at.currentWatermark());
    millis = Math.max(millis, at.currentProcessingTime() - zeroMillis);
    return new Moment(watermark, millis);
  }

  NextLook byFlinksClock(NextLook next) {
    return next.millis() == History.NONE
        ? next
        : new NextLook(next.watermark(), next.millis() + zeroMillis);
  }
}
