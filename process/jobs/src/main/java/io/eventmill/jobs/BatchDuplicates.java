package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the events of one id pass by the stream's rule: an event is a duplicate when one of its id
 * passed that was received within the window of it. Must see those of a key in the order of the
 * log. Forgets nothing, so that it finds what the stream may have had to let pass.
 */
final class BatchDuplicates extends KeyedProcessFunction<KeyHash, BatchRow, BatchRow> {
  private static final long serialVersionUID = 1L;
  private static final long NONE = -1;

  private final Map<String, Long> windows;
  private transient ValueState<Long> passed;
  private transient ValueState<Long> lastPlace;
  private transient BatchSums sums;

  /**
   * @param windows milliseconds by source; a source without one lets duplicates pass
   */
  BatchDuplicates(Map<String, Long> windows) {
    this.windows = Map.copyOf(windows);
  }

  @Override
  public void open(OpenContext context) {
    passed = getRuntimeContext().getState(new ValueStateDescriptor<>("passed", Types.LONG));
    lastPlace = getRuntimeContext().getState(new ValueStateDescriptor<>("place", Types.LONG));
    sums = new BatchSums(getRuntimeContext());
  }

  @Override
  public void processElement(BatchRow row, Context context, Collector<BatchRow> out)
      throws Exception {
    Long before = lastPlace.value();
    if (before != null && before == row.order()) {
      sums.add(BatchSums.REPEATED, 1);
      return;
    }
    lastPlace.update(row.order());
    BatchRow judged = isDuplicate(row) ? duplicate(row) : row;
    count(judged);
    out.collect(judged);
  }

  private boolean isDuplicate(BatchRow row) throws Exception {
    if (row.event() == null) {
      return false;
    }
    long window = windows.getOrDefault(row.event().source(), NONE);
    long received = row.event().receivedMillis();
    Long last = passed.value();
    if (window != NONE && last != null && near(last, received, window)) {
      return true;
    }
    passed.update(received);
    return false;
  }

  /** As numbers without a sign, so that no pair of times is too far apart to subtract. */
  private static boolean near(long one, long other, long window) {
    long apart = one > other ? one - other : other - one;
    return Long.compareUnsigned(apart, window) <= 0;
  }

  private static BatchRow duplicate(BatchRow row) {
    Event e = row.event();
    return BatchRow.of(
        row.key(),
        row.order(),
        new Dropped(e.origin(), e.id(), e.source(), e.receivedMillis(), Cause.DUPLICATE));
  }

  private void count(BatchRow row) {
    FailedEvent failed = row.failed();
    if (row.event() != null) {
      sums.add(BatchSums.EVENTS, 1);
    } else if (failed != null) {
      sums.add(BatchSums.FAILED + failed.reason(), 1);
    } else {
      sums.add(BatchSums.DROPPED + row.dropped().cause().text(), 1);
    }
  }
}
