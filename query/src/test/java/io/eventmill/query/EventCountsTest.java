package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts out of windows are those of the events themselves, or are not used. */
class EventCountsTest {
  private static final long EVERY = 10_000_000;
  private static final String[] TYPES = {"start", "end", "Link-Clicked X"};

  @TempDir Path folder;
  private final Random random = new Random(23);
  private final List<Event> events = new ArrayList<>();
  private DuckDbStore store;
  private long nanos;
  private EventCounts counts;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(DuckDbConfig.in(folder));
    TypeWindows windows = new TypeWindows(List.of("app"), "kind", EVERY);
    NamedResult result = new NamedResult("by_type", "v", List.of("kind"), List.of(), windows);
    Results results = new Results("counts", List.of(result), store.results());
    counts = new EventCounts(store.reader(), List.of(results), () -> nanos);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void areTheSameAsTheEventsForAnyRange() {
    events(3_000);
    windows();
    for (int i = 0; i < 300; i++) {
      Long from = random.nextInt(10) == 0 ? null : (Long) moment();
      Long to = random.nextInt(10) == 0 ? null : (Long) moment();
      EventFilter filter = filter(TYPES[random.nextInt(3)], from, to);
      assertThat(counts.count(filter)).as("%s", filter).isEqualTo(plain(filter));
    }
  }

  /** So that the test before would notice windows that are not used. */
  @Test
  void comeFromTheWindowsWhereTheyCanBeTrusted() {
    events(100);
    windows();
    EventFilter all = filter("start", null, null);
    counts.count(all);

    moreEvents(50, "start"); // not counted in windows yet

    assertThat(counts.count(all)).as("checked a moment ago").isEqualTo(plain(all) - 50);
    nanos += TimeUnit.SECONDS.toNanos(6);
    assertThat(counts.count(all)).as("caught up to the check before").isEqualTo(plain(all) - 50);
    nanos += TimeUnit.SECONDS.toNanos(6);
    assertThat(counts.count(all)).as("fell behind").isEqualTo(plain(all));
    windows();
    nanos += TimeUnit.SECONDS.toNanos(6);
    assertThat(counts.count(all)).isEqualTo(plain(all));
  }

  @Test
  void windowsThatHaveTooMuchAreNotUsed() {
    events(100);
    windows();
    write(List.of(row(0, "start", 1_000)));

    EventFilter all = filter("start", null, null);
    assertThat(counts.count(all)).isEqualTo(plain(all));
  }

  @Test
  void otherQuestionsAreAskedOfTheEvents() {
    events(500);
    windows();
    write(List.of(row(90 * EVERY, "7", 0)));
    for (EventFilter filter :
        List.of(
            filter("7", null, null),
            new EventFilter(List.of(), List.of("start"), null, null, List.of(), null),
            new EventFilter(List.of("app"), List.of(), null, null, List.of(), null),
            new EventFilter(List.of("app"), List.of("start"), null, null, List.of(), "start"),
            filter("start", 3L, 4L))) {
      assertThat(counts.count(filter)).isEqualTo(store.reader().count(filter));
    }
  }

  private void events(int number) {
    for (int i = 0; i < number; i++) {
      add(TYPES[random.nextInt(3)], moment());
    }
    flush(number);
  }

  private void moreEvents(int number, String type) {
    for (int i = 0; i < number; i++) {
      add(type, moment());
    }
    flush(number);
  }

  private void add(String type, long time) {
    Origin origin = new Origin(1, 2, 0, events.size());
    byte[] json = ("{\"kind\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
    events.add(new Event(origin, "e" + events.size(), "app", type, time, 1, json));
  }

  private void flush(int last) {
    Map<Integer, Position> before = store.writer().positions("enriched");
    Origin end = events.get(events.size() - 1).origin();
    Position after = new Position(new UUID(1, 2), events.size(), end);
    List<Event> more = events.subList(events.size() - last, events.size());
    store.writer().write(new Batch("enriched", more, List.of(), before, Map.of(0, after)));
  }

  /** What a job would have written: one row per window and type. */
  private void windows() {
    Map<String, Long> totals = new TreeMap<>();
    for (Event event : events) {
      long start = Math.floorDiv(event.timeMicros(), EVERY) * EVERY;
      totals.merge(start + "/" + event.type(), 1L, Long::sum);
    }
    List<ResultRow> rows = new ArrayList<>();
    totals.forEach(
        (key, count) -> {
          String[] parts = key.split("/", 2);
          rows.add(row(Long.parseLong(parts[0]), parts[1], count));
        });
    write(rows);
  }

  private static ResultRow row(long start, String type, long count) {
    String json =
        "{\"id\":\"x\",\"window_start_time\":0,\"kind\":\"%s\",\"count\":%d}"
            .formatted(type, count);
    return new ResultRow(
        "by_type", "v", start + type, start, json.getBytes(StandardCharsets.UTF_8));
  }

  private void write(List<ResultRow> rows) {
    Map<Integer, Position> before = store.writer().positions("counts");
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after = new Position(new UUID(3, 4), next + rows.size(), null);
    store.writer().write(Batch.ofRows("counts", rows, before, Map.of(0, after)));
  }

  /** Within some minutes around 1970, often at the end of a window. */
  private long moment() {
    long window = (random.nextInt(60) - 20) * EVERY;
    return switch (random.nextInt(4)) {
      case 0 -> window;
      case 1 -> window - 1;
      default -> window + random.nextInt((int) EVERY);
    };
  }

  private static EventFilter filter(String type, Long from, Long to) {
    return new EventFilter(List.of("app"), List.of(type), from, to, List.of(), null);
  }

  private long plain(EventFilter filter) {
    return events.stream()
        .filter(e -> e.type().equals(filter.types().get(0)))
        .filter(e -> filter.fromMicros() == null || e.timeMicros() >= filter.fromMicros())
        .filter(e -> filter.toMicros() == null || e.timeMicros() < filter.toMicros())
        .count();
  }
}
