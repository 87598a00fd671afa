package io.eventmill.steps.count;

import io.eventmill.event.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each raw partition has come: a function of its events up to there, so that a replay
 * judges the same. Not for sharing between threads.
 */
public final class PartitionClocks {
  private record Partition(long topicHigh, long topicLow, int number) {
    static Partition of(Origin origin) {
      return new Partition(origin.topicIdHigh(), origin.topicIdLow(), origin.partition());
    }
  }

  private final Map<Partition, PartitionClock> clocks = new HashMap<>();

  /** Of several that know of a partition, the one that came further is right. */
  public void restore(Collection<PartitionClock> known) {
    for (PartitionClock clock : known) {
      clocks.merge(
          Partition.of(clock.newest()),
          clock,
          (a, b) -> a.newest().offset() >= b.newest().offset() ? a : b);
    }
  }

  public List<PartitionClock> snapshot() {
    return List.copyOf(clocks.values());
  }

  /**
   * The partition's clock before this event, which moves it.
   *
   * @return epoch microseconds; the least there are when it is the first
   */
  public long before(Origin origin, long clock) {
    Partition partition = Partition.of(origin);
    PartitionClock had = clocks.get(partition);
    long before = had == null ? Long.MIN_VALUE : had.micros();
    clocks.put(partition, new PartitionClock(origin, Math.max(before, clock)));
    return before;
  }
}
