package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Lets each event through once: what comes at or below the highest origin taken from its raw
 * partition has been written again. Remembers one origin per partition and raw topic; after a
 * restore every subtask has all of them, since nobody knows who will read which.
 */
final class OnceByOrigin extends RichFilterFunction<Event> implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private record Partition(long topicHigh, long topicLow, int number) {
    static Partition of(Origin origin) {
      return new Partition(origin.topicIdHigh(), origin.topicIdLow(), origin.partition());
    }
  }

  private transient Map<Partition, Origin> highest;
  private transient ListState<Origin> state;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("highest", TypeInformation.of(Origin.class)));
    highest = new HashMap<>();
    for (Origin origin : state.get()) {
      highest.merge(Partition.of(origin), origin, (a, b) -> a.offset() >= b.offset() ? a : b);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(highest.values().stream().toList());
  }

  @Override
  public boolean filter(Event event) {
    Origin origin = event.origin();
    Partition partition = Partition.of(origin);
    Origin last = highest.get(partition);
    if (last != null && origin.offset() <= last.offset()) {
      return false;
    }
    highest.put(partition, origin);
    return true;
  }
}
