package io.eventmill.store;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import java.util.List;
import java.util.Map;

/**
 * What a loader hands over at once: rows in the order of their topic, repeats already dropped, and
 * the positions that hold when they are in.
 *
 * @param topic the enriched or failed topic they were read from
 * @param before by partition, where the batch goes on from: what the store must stand at for each
 *     partition in {@code positions}; a partition never taken is absent
 * @param positions by partition; only partitions the batch has moved
 */
public record Batch(
    String topic,
    List<Event> events,
    List<FailedEvent> failed,
    Map<Integer, Position> before,
    Map<Integer, Position> positions) {
  public Batch {
    events = List.copyOf(events);
    failed = List.copyOf(failed);
    before = Map.copyOf(before);
    positions = Map.copyOf(positions);
  }
}
