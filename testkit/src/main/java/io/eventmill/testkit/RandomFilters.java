package io.eventmill.testkit;

import io.eventmill.store.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Filters of every kind, alone and together; most of them find something in the given events. */
public final class RandomFilters {
  private final List<PlainEvent> events;
  private final List<String> pointers;
  private final Random random;

  public RandomFilters(List<PlainEvent> events, long seed) {
    this.events = events;
    this.random = new Random(seed);
    this.pointers =
        new ArrayList<>(
            events.stream().flatMap(e -> e.fields().keySet().stream()).distinct().toList());
    pointers.sort(null);
  }

  /** A field that one of the events has; now and then one that none has. */
  public String pointer() {
    return random.nextInt(20) == 0 ? "/never/seen" : pick(pointers);
  }

  public EventFilter next() {
    PlainEvent model = pick(events);
    boolean from = random.nextInt(4) == 0;
    boolean to = random.nextInt(4) == 0;
    return new EventFilter(
        random.nextInt(4) == 0 ? sources(model) : List.of(),
        random.nextInt(4) == 0 ? types(model) : List.of(),
        from ? time() : null,
        to ? time() : null,
        where(model),
        random.nextInt(3) == 0 ? text(model) : null);
  }

  private List<String> sources(PlainEvent model) {
    return random.nextBoolean()
        ? List.of(model.event().source())
        : List.of(model.event().source(), "web", "no such source");
  }

  private List<String> types(PlainEvent model) {
    return random.nextBoolean()
        ? List.of(model.event().type())
        : List.of("pageview", model.event().type());
  }

  private long time() {
    return pick(events).event().timeMicros() + random.nextInt(3) - 1;
  }

  private List<EventFilter.FieldIs> where(PlainEvent model) {
    List<EventFilter.FieldIs> where = new ArrayList<>();
    while (random.nextInt(2) == 0) {
      String pointer = pick(pointers);
      PlainEvent.Value value = model.fields().get(pointer);
      String wanted = value == null ? pick(List.of("1", "1.0", "true", "", "x'")) : value.text();
      where.add(new EventFilter.FieldIs(pointer, wanted));
    }
    return where;
  }

  private String text(PlainEvent model) {
    String word = pick(model.words());
    if (word.isEmpty() || random.nextInt(10) == 0) {
      return pick(List.of("%", "_", "\\", "'", "\"", "a_", "nothing like this", "\n", "E", "1"));
    }
    int from = word.offsetByCodePoints(0, random.nextInt(word.codePointCount(0, word.length())));
    String part = random.nextBoolean() ? word : word.substring(from);
    String text = random.nextBoolean() ? part.toUpperCase(java.util.Locale.ROOT) : part;
    return text.indexOf('\0') >= 0 ? "e" : text;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
