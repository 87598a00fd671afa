package io.eventmill.testkit;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.store.Accepted;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.Position;
import io.eventmill.store.SearchStore;
import io.eventmill.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The store a contract is tested on, and the steps that its tests share. */
public interface StoreUnderTest {
  String TOPIC = "enriched-web-events";
  UUID TOPIC_ID = new UUID(7, 9);

  SearchStore store();

  /** Closes the store and opens it again over the same data. */
  void reopen();

  /** Writes the events as one batch that goes on from wherever the store stands. */
  default void write(List<Event> events) {
    Map<Integer, Position> before = store().writer().positions(TOPIC);
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after =
        new Position(TOPIC_ID, next + events.size(), events.get(events.size() - 1).origin());
    store().writer().write(new Batch(TOPIC, events, List.of(), before, Map.of(0, after)));
  }

  default void writeFailed(List<FailedEvent> failed) {
    String topic = "failed-web-events";
    Map<Integer, Position> before = store().writer().positions(topic);
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after = new Position(TOPIC_ID, next + failed.size(), null);
    store().writer().write(new Batch(topic, List.of(), failed, before, Map.of(0, after)));
  }

  /** Counts raw records of a raw topic, and notes dropped events, in a batch each. */
  default void writeLedger(List<Accepted> accepted, List<Dropped> dropped) {
    String raw = "raw-web-events";
    Map<Integer, Position> before = store().writer().positions(raw);
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after = new Position(TOPIC_ID, next + accepted.size(), null);
    store()
        .writer()
        .write(new Batch(raw, List.of(), List.of(), List.of(), accepted, before, Map.of(0, after)));
    String topic = "dropped-web-events";
    before = store().writer().positions(topic);
    next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    after = new Position(TOPIC_ID, next + dropped.size(), null);
    store()
        .writer()
        .write(
            new Batch(topic, List.of(), List.of(), dropped, List.of(), before, Map.of(0, after)));
  }

  /** Everything that passes, page by page. */
  default List<StoredEvent> findAll(EventFilter filter, int pageSize, boolean oldestFirst) {
    List<StoredEvent> found = new ArrayList<>();
    EventPage page = store().reader().find(new EventQuery(filter, pageSize, null, oldestFirst));
    found.addAll(page.events());
    while (page.next() != null) {
      page = store().reader().find(new EventQuery(filter, pageSize, page.next(), oldestFirst));
      found.addAll(page.events());
    }
    return found;
  }

  static EventFilter where(String pointer, String value) {
    return new EventFilter(
        List.of(), List.of(), null, null, List.of(new EventFilter.FieldIs(pointer, value)), null);
  }

  static EventFilter text(String text) {
    return new EventFilter(List.of(), List.of(), null, null, List.of(), text);
  }

  static EventFilter type(String type) {
    return new EventFilter(List.of(), List.of(type), null, null, List.of(), null);
  }
}
