package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fills a store of the product with events and their window counts, one batch after the other. */
final class Stock {
  private static final String EVENTS = "bench-events";
  private static final String WINDOWS = "bench-windows";
  private static final int BATCH = 20_000;
  private static final UUID TOPIC = new UUID(1, 1);

  private final EventWriter writer;
  private final ProcessedEvents events;
  private final TypeWindowRows windows = new TypeWindowRows();
  private long next;
  private Position before;

  /**
   * @param events of one partition
   */
  Stock(EventWriter writer, ProcessedEvents events) {
    this.writer = writer;
    this.events = events;
  }

  /** So many more. */
  void add(long count) {
    long end = next + count;
    while (next < end) {
      write((int) Math.min(BATCH, end - next));
    }
  }

  private void write(int count) {
    List<Event> batch = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Event event = events.event(next++);
      batch.add(event);
      windows.add(event);
    }
    Position now = new Position(TOPIC, next, batch.get(count - 1).origin());
    Map<Integer, Position> from = before == null ? Map.of() : Map.of(0, before);
    writer.write(new Batch(EVENTS, batch, List.of(), from, Map.of(0, now)));
    before = now;
    writer.write(Batch.ofRows(WINDOWS, windows.changes(), Map.of(), Map.of()));
  }
}
