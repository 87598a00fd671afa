package io.eventmill.jobs;

import io.eventmill.pipeline.Count;
import io.eventmill.steps.count.CountRows;
import io.eventmill.steps.count.Counted;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** The whole total of a window and group as its row. */
final class CountRowFunction extends RichMapFunction<Counted, BatchRow> {
  private static final long serialVersionUID = 1L;

  private final Count count;
  private transient CountRows rows;
  private transient BatchSums sums;

  CountRowFunction(Count count) {
    this.count = count;
  }

  @Override
  public void open(OpenContext context) {
    rows = new CountRows(count);
    sums = new BatchSums(getRuntimeContext());
  }

  @Override
  public BatchRow map(Counted total) {
    sums.add(BatchSums.RESULT + count.name(), 1);
    return BatchRow.of(rows.row(total));
  }
}
