package io.eventmill.app.batch;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all to one store, and to each of the others what it keeps: events to one, rows of results
 * to the other. An event that the store of events can never take is left out there and counted.
 */
final class BesideWriter implements EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BesideWriter.class);

  private final EventWriter all;
  private final EventWriter events;
  private final EventWriter results;
  private long refusedEvents;

  /**
   * @param events null where there is none
   * @param results null where there is none
   */
  BesideWriter(EventWriter all, EventWriter events, EventWriter results) {
    this.all = all;
    this.events = events;
    this.results = results;
  }

  @Override
  public Map<Integer, Position> positions(String topic) {
    return all.positions(topic);
  }

  @Override
  public synchronized void write(Batch batch) {
    all.write(batch);
    if (events != null) {
      writeEvents(batch.topic(), batch.events());
      if (!batch.failed().isEmpty() || !batch.dropped().isEmpty()) {
        writeRest(batch.topic(), batch.failed(), batch.dropped());
      }
    }
    if (results != null && !batch.rows().isEmpty()) {
      results.write(Batch.ofRows(batch.topic(), batch.rows(), Map.of(), Map.of()));
    }
  }

  private void writeEvents(String topic, List<Event> some) {
    if (some.isEmpty()) {
      return;
    }
    try {
      events.write(new Batch(topic, some, List.of(), Map.of(), Map.of()));
    } catch (IllegalArgumentException e) {
      if (some.size() == 1) {
        refuse("event " + some.get(0).id(), e);
      } else {
        int half = some.size() / 2;
        writeEvents(topic, some.subList(0, half));
        writeEvents(topic, some.subList(half, some.size()));
      }
    }
  }

  private void writeRest(String topic, List<FailedEvent> failed, List<Dropped> dropped) {
    try {
      events.write(new Batch(topic, List.of(), failed, dropped, List.of(), Map.of(), Map.of()));
    } catch (IllegalArgumentException e) {
      if (failed.size() > 1) {
        int half = failed.size() / 2;
        writeRest(topic, failed.subList(0, half), dropped);
        writeRest(topic, failed.subList(half, failed.size()), List.of());
      } else if (!dropped.isEmpty()) {
        writeRest(topic, failed, List.of());
        events.write(
            new Batch(topic, List.of(), List.of(), dropped, List.of(), Map.of(), Map.of()));
      } else {
        refuse("failed event " + failed.get(0).id(), e);
      }
    }
  }

  private void refuse(String what, IllegalArgumentException why) {
    if (refusedEvents++ == 0) {
      LOG.warn("{} is left out beside, as further ones are: {}", what, why.getMessage());
    }
  }

  @Override
  public synchronized long refused() {
    return refusedEvents + (results == null ? 0 : results.refused());
  }
}
