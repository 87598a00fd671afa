package io.eventmill.load;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.store.Accepted;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in memory that keeps the port's promises and can be told to misbehave. */
final class RecordingStore implements EventWriter {
  private final List<Event> events = new ArrayList<>();
  private final List<FailedEvent> failed = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final Map<String, Map<Integer, Position>> positions = new HashMap<>();
  private String down;
  private String poison;
  private int bodyMax = Integer.MAX_VALUE;
  private int refusals;
  private int answersToLose;

  @Override
  public synchronized Map<Integer, Position> positions(String topic) {
    return Map.copyOf(positions.getOrDefault(topic, Map.of()));
  }

  @Override
  public synchronized void write(Batch batch) {
    if (down != null) {
      refusals++;
      throw new StoreUnavailableException(down, null);
    }
    Map<Integer, Position> stands = positions.computeIfAbsent(batch.topic(), t -> new HashMap<>());
    for (Integer partition : batch.positions().keySet()) {
      Position before = batch.before().get(partition);
      if (!java.util.Objects.equals(before, stands.get(partition))) {
        throw new PositionsMovedException("partition " + partition);
      }
    }
    for (Event event : batch.events()) {
      if (event.id().equals(poison)) {
        throw new IllegalStateException("cannot take " + poison);
      }
    }
    for (FailedEvent one : batch.failed()) {
      if (one.body().length > bodyMax) {
        throw new IllegalArgumentException("too large: " + one.id());
      }
    }
    events.addAll(batch.events());
    failed.addAll(batch.failed());
    dropped.addAll(batch.dropped());
    accepted.addAll(batch.accepted());
    stands.putAll(batch.positions());
    batches.add(batch.events().size() + batch.failed().size());
    if (answersToLose > 0) {
      answersToLose--;
      throw new StoreUnavailableException("connection lost after the commit", null);
    }
  }

  /** The next batches go in, but the loader is told that the store cannot be reached. */
  synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  synchronized void goDown(String why) {
    down = why;
  }

  synchronized void comeBack() {
    down = null;
  }

  synchronized void refuse(String id) {
    poison = id;
  }

  synchronized void refuseBodiesOver(int bytes) {
    bodyMax = bytes;
  }

  synchronized int refusals() {
    return refusals;
  }

  synchronized List<String> ids() {
    return events.stream().map(Event::id).toList();
  }

  synchronized List<FailedEvent> failed() {
    return List.copyOf(failed);
  }

  synchronized List<Dropped> dropped() {
    return List.copyOf(dropped);
  }

  synchronized List<Accepted> accepted() {
    return List.copyOf(accepted);
  }

  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }
}
