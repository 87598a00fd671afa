package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rows and positions of a batch: together or not at all, and there to stay. */
interface WritingContract extends StoreUnderTest {
  @Test
  default void aStoreNeverWrittenToStandsNowhere() {
    assertThat(store().writer().positions(TOPIC)).isEmpty();
    assertThat(store().reader().count(EventFilter.ALL)).isZero();
  }

  @Test
  default void rowsAndPositionsAreThereAfterReopening() {
    List<Event> events = SampleEvents.web(100, 1);
    write(events);
    Map<Integer, Position> positions = store().writer().positions(TOPIC);

    reopen();

    assertThat(store().writer().positions(TOPIC))
        .isEqualTo(positions)
        .isEqualTo(Map.of(0, new Position(TOPIC_ID, 100, events.get(99).origin())));
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(100);
  }

  @Test
  default void goesOnAfterReopeningWithTheFieldsItKnows() {
    List<Event> events = SampleEvents.mixed(600, 2);
    write(events.subList(0, 300));
    reopen();
    write(events.subList(300, 600));

    List<PlainEvent> plain = events.stream().map(PlainEvent::of).toList();
    RandomFilters filters = new RandomFilters(plain, 5);
    for (int i = 0; i < 40; i++) {
      EventFilter filter = filters.next();
      long expected = plain.stream().filter(e -> e.passes(filter)).count();
      assertThat(store().reader().count(filter)).as("%s", filter).isEqualTo(expected);
    }
  }

  @Test
  default void keepsPositionsOfTopicsAndPartitionsApart() {
    Position first = new Position(TOPIC_ID, 5, SampleEvents.origin(4));
    Position second = new Position(new UUID(1, -2), 9, null);
    store().writer().write(new Batch("a", List.of(), List.of(), Map.of(), Map.of(0, first)));
    store().writer().write(new Batch("a", List.of(), List.of(), Map.of(), Map.of(3, second)));
    store().writer().write(new Batch("b", List.of(), List.of(), Map.of(), Map.of(0, second)));

    assertThat(store().writer().positions("a")).isEqualTo(Map.of(0, first, 3, second));
    assertThat(store().writer().positions("b")).isEqualTo(Map.of(0, second));
  }

  @Test
  default void aBatchThatFailsLeavesNothing() {
    List<Event> events = new ArrayList<>(SampleEvents.web(50, 3));
    events.add(SampleEvents.withJson("{\"brand_new\":1,\"cut off", 50));
    Position after = new Position(TOPIC_ID, 51, SampleEvents.origin(50));
    Batch batch = new Batch(TOPIC, events, List.of(), Map.of(), Map.of(0, after));

    assertThatThrownBy(() -> store().writer().write(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id-50");

    assertThat(store().writer().positions(TOPIC)).isEmpty();
    assertThat(store().reader().count(EventFilter.ALL)).isZero();
    assertThat(store().reader().fields(100)).isEmpty();
    write(SampleEvents.web(50, 3));
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(50);
  }

  @Test
  default void refusesABatchThatGoesOnFromElsewhere() {
    write(SampleEvents.web(10, 4));
    Map<Integer, Position> stands = store().writer().positions(TOPIC);
    Position after = new Position(TOPIC_ID, 20, SampleEvents.origin(19));
    Position stale = new Position(TOPIC_ID, 5, SampleEvents.origin(4));

    for (Map<Integer, Position> before : List.of(Map.<Integer, Position>of(), Map.of(0, stale))) {
      Batch batch = new Batch(TOPIC, SampleEvents.web(10, 5), List.of(), before, Map.of(0, after));
      assertThatThrownBy(() -> store().writer().write(batch))
          .isInstanceOf(PositionsMovedException.class);
    }

    assertThat(store().writer().positions(TOPIC)).isEqualTo(stands);
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(10);
  }

  @Test
  default void writesAnIdThatIsThereAlready() {
    Event event = SampleEvents.withJson("{\"a\":1}", 1);
    Event again =
        new Event(
            SampleEvents.origin(2),
            event.id(),
            event.source(),
            event.type(),
            event.timeMicros(),
            event.receivedMillis() + 1,
            event.json());

    write(List.of(again, event));

    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(2);
    StoredEvent found = store().reader().byId(event.id());
    assertThat(found.event().origin()).isEqualTo(event.origin());
    assertThat(store().reader().byId("no such id")).isNull();
  }

  @Test
  default void readersSeeWholeBatchesWhileTheyAreWritten() {
    int batch = 200;
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Long> reading =
        CompletableFuture.supplyAsync(
            () -> {
              long seen = 0;
              while (!done.get()) {
                long before = offset();
                long count = store().reader().count(EventFilter.ALL);
                long top = store().reader().count(StoreUnderTest.type("pageview"));
                long after = offset();
                assertThat(count).isBetween(before, after);
                assertThat(count % batch).isZero();
                assertThat(top).isBetween(count, after);
                seen++;
              }
              return seen;
            });
    try {
      List<Event> events = SampleEvents.web(10 * batch, 6);
      for (int i = 0; i < 10; i++) {
        write(events.subList(i * batch, (i + 1) * batch));
      }
    } finally {
      done.set(true);
    }

    assertThat(reading.join()).isPositive();
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(10 * batch);
  }

  private long offset() {
    Position position = store().writer().positions(TOPIC).get(0);
    return position == null ? 0 : position.nextOffset();
  }
}
