package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventStore;
import io.eventmill.store.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store promises. A store is finished when its test class inherits this and is green.
 */
public abstract class EventStoreContract {
  protected static final UUID TOPIC_ID = new UUID(7, 9);

  @TempDir Path folder;
  private EventStore store;

  /** Opens the store under test; called again for the same folder, it finds what was there. */
  protected abstract EventStore open(Path folder);

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void rowsAndPositionsComeBackAfterReopening() {
    List<Event> events = SampleEvents.web(100, 1);
    Position position = new Position(TOPIC_ID, 100, events.get(99).origin());
    store.writer().write(new Batch("t", events, List.of(), Map.of(), Map.of(0, position)));

    store.close();
    store = open(folder);

    assertThat(store.writer().positions("t")).isEqualTo(Map.of(0, position));
    assertThat(store.reader().count(EventFilter.ALL)).isEqualTo(100);
    EventPage page = store.reader().find(new EventQuery(EventFilter.ALL, 1000, null, false));
    assertThat(page.events()).hasSize(100);
  }
}
