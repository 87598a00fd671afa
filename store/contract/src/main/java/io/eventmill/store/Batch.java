package io.eventmill.store;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.ResultRow;
import java.util.List;
import java.util.Map;

/**
 * What a loader hands over at once: rows in the order of their topic, repeats already dropped, and
 * the positions that hold when they are in.
 *
 * @param topic the topic they were read from
 * @param dropped events that go to no result, to be noted
 * @param accepted raw records that were seen, to be counted; the failed events that they replay are
 *     to be marked
 * @param rows states of a result's rows, in order: of two with one id the later holds
 * @param before by partition, where the batch goes on from: what the store must stand at for each
 *     partition in {@code positions}; a partition never taken is absent
 * @param positions by partition; only partitions the batch has moved
 */
public record Batch(
    String topic,
    List<Event> events,
    List<FailedEvent> failed,
    List<Dropped> dropped,
    List<Accepted> accepted,
    List<ResultRow> rows,
    Map<Integer, Position> before,
    Map<Integer, Position> positions) {
  public Batch {
    events = List.copyOf(events);
    failed = List.copyOf(failed);
    dropped = List.copyOf(dropped);
    accepted = List.copyOf(accepted);
    rows = List.copyOf(rows);
    before = Map.copyOf(before);
    positions = Map.copyOf(positions);
  }

  /** A batch of an enriched or failed topic. */
  public Batch(
      String topic,
      List<Event> events,
      List<FailedEvent> failed,
      Map<Integer, Position> before,
      Map<Integer, Position> positions) {
    this(topic, events, failed, List.of(), List.of(), before, positions);
  }

  /** A batch of a source's topics. */
  public Batch(
      String topic,
      List<Event> events,
      List<FailedEvent> failed,
      List<Dropped> dropped,
      List<Accepted> accepted,
      Map<Integer, Position> before,
      Map<Integer, Position> positions) {
    this(topic, events, failed, dropped, accepted, List.of(), before, positions);
  }

  /** A batch of a result's topic. */
  public static Batch ofRows(
      String topic,
      List<ResultRow> rows,
      Map<Integer, Position> before,
      Map<Integer, Position> positions) {
    return new Batch(topic, List.of(), List.of(), List.of(), List.of(), rows, before, positions);
  }
}
