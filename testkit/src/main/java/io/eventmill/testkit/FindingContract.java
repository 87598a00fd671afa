package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which events a filter finds, in which order, and page by page. */
interface FindingContract extends StoreUnderTest {
  @Test
  default void findsWhatAPlainLoopFinds() {
    List<PlainEvent> plain = writeMixed(1500);
    RandomFilters filters = new RandomFilters(plain, 11);
    for (int i = 0; i < 250; i++) {
      EventFilter filter = filters.next();
      boolean oldestFirst = i % 2 == 0;

      List<StoredEvent> found = findAll(filter, 97, oldestFirst);

      assertThat(offsets(found)).as("%s", filter).isEqualTo(expected(plain, filter, oldestFirst));
      assertThat(store().reader().count(filter)).as("%s", filter).isEqualTo(found.size());
    }
  }

  private static List<Long> expected(
      List<PlainEvent> plain, EventFilter filter, boolean oldestFirst) {
    List<PlainEvent> passing =
        new ArrayList<>(plain.stream().filter(e -> e.passes(filter)).toList());
    passing.sort(oldestFirst ? PlainEvent.ORDER : Collections.reverseOrder(PlainEvent.ORDER));
    return passing.stream().map(e -> e.event().origin().offset()).toList();
  }

  private static List<Long> offsets(List<StoredEvent> found) {
    return found.stream().map(e -> e.event().origin().offset()).toList();
  }

  default List<PlainEvent> writeMixed(int count) {
    List<Event> events = SampleEvents.mixed(count, 10);
    for (int from = 0; from < count; from += 400) {
      write(events.subList(from, Math.min(count, from + 400)));
    }
    return events.stream().map(PlainEvent::of).toList();
  }

  @Test
  default void reachesEachOf25000EventsOncePageByPage() {
    List<Event> events = SampleEvents.web(25_000, 12);
    for (int from = 0; from < events.size(); from += 5_000) {
      write(events.subList(from, from + 5_000));
    }

    List<StoredEvent> found = findAll(EventFilter.ALL, 2_500, false);

    assertThat(new HashSet<>(offsets(found))).hasSize(25_000);
    assertThat(found).hasSize(25_000);
    assertThat(offsets(findAll(EventFilter.ALL, 2_500, true))).isEqualTo(reversed(offsets(found)));
  }

  private static List<Long> reversed(List<Long> list) {
    List<Long> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  default void pagesThroughEventsOfOneInstantInOrderOfTheirOrigin() {
    List<Event> events = new ArrayList<>();
    for (long i = 0; i < 300; i++) {
      Origin origin = new Origin(i % 2 == 0 ? -1 : 1, i % 3 - 1, (int) (i % 5), i);
      events.add(new Event(origin, "same", "s", "t", 5, i, bytes("{}")));
    }
    write(events);

    for (boolean oldestFirst : List.of(true, false)) {
      List<StoredEvent> found = findAll(EventFilter.ALL, 7, oldestFirst);
      List<PlainEvent> plain = events.stream().map(PlainEvent::of).toList();
      assertThat(offsets(found)).isEqualTo(expected(plain, EventFilter.ALL, oldestFirst));
    }
  }

  @Test
  default void pagesNeitherSkipNorRepeatWhileEventsAreWritten() {
    List<Event> events = SampleEvents.mixed(2_000, 13);
    write(events.subList(0, 1_000));
    Set<Long> first = new HashSet<>();
    events.subList(0, 1_000).forEach(e -> first.add(e.origin().offset()));

    List<Long> found = new ArrayList<>();
    Cursor after = null;
    int written = 1_000;
    do {
      EventPage page = store().reader().find(new EventQuery(EventFilter.ALL, 60, after, false));
      found.addAll(offsets(page.events()));
      after = page.next();
      if (written < 2_000) {
        write(events.subList(written, written + 100));
        written += 100;
      }
    } while (after != null);

    assertThat(found).doesNotHaveDuplicates().containsAll(first);
  }

  @Test
  default void aPageSaysWhetherMoreFollows() {
    write(SampleEvents.web(10, 14));

    assertThat(page(10).next()).isNull();
    assertThat(page(10).events()).hasSize(10);
    assertThat(page(9).next()).isNotNull();
    assertThat(page(11).next()).isNull();
    assertThatThrownBy(() -> page(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private EventPage page(int limit) {
    return store().reader().find(new EventQuery(EventFilter.ALL, limit, null, false));
  }

  @Test
  default void aTimeRangeHoldsItsBeginningAndNotItsEnd() {
    write(List.of(at(-1, 0), at(0, 1), at(1, 2), at(2, 3)));

    EventFilter range = new EventFilter(List.of(), List.of(), 0L, 2L, List.of(), null);

    assertThat(offsets(findAll(range, 10, true))).containsExactly(1L, 2L);
  }

  @Test
  default void keepsTimesFarFromOurs() {
    long far = 8_000_000_000_000_000_000L;
    write(List.of(at(-far, 0), at(far, 1), at(0, 2)));

    List<StoredEvent> found = findAll(EventFilter.ALL, 10, true);

    assertThat(found).extracting(e -> e.event().timeMicros()).containsExactly(-far, 0L, far);
    write(List.of(at(Long.MAX_VALUE, 3), at(Long.MIN_VALUE, 4), at(-Long.MAX_VALUE, 5)));
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(6);
  }

  @Test
  default void refusesAFieldThatIsNoPointer() {
    write(SampleEvents.web(1, 15));
    for (String field : List.of("utm_source", "", "/", "/a~2")) {
      assertThatThrownBy(() -> store().reader().count(StoreUnderTest.where(field, "x")))
          .as(field)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("JSON pointer");
    }
  }

  static Event at(long timeMicros, long offset) {
    return new Event(
        SampleEvents.origin(offset), "id-" + offset, "s", "t", timeMicros, 0, bytes("{\"a\":1}"));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
