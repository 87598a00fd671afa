package io.eventmill.jobs;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/** What a batch has done so far, by name: Flink adds up the tasks' numbers while the job runs. */
public final class BatchSums {
  public static final String BYTES = "bytes";
  public static final String FILES = "files";
  public static final String ROWS = "rows";
  public static final String UNREADABLE = "unreadable";
  public static final String EVENTS = "events";

  /** Rows of a place on the log that another row has told already. */
  public static final String REPEATED = "repeated";

  /** The cause follows. */
  public static final String DROPPED = "dropped ";

  /** The reason follows. */
  public static final String FAILED = "failed ";

  /** The result's name follows. */
  public static final String RESULT = "result ";

  private final RuntimeContext context;
  private final Map<String, LongCounter> sums = new HashMap<>();

  BatchSums(RuntimeContext context) {
    this.context = context;
  }

  void add(String name, long more) {
    sums.computeIfAbsent(
            name,
            n -> {
              LongCounter sum = new LongCounter();
              context.addAccumulator(n, sum);
              return sum;
            })
        .add(more);
  }
}
