package io.eventmill.benchmark.query;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.parts.SearchNode;
import io.eventmill.benchmark.race.Arena;
import java.util.EnumMap;
import java.util.Map;

/** The full stores of one size, each filled when it is first wanted, and what they must answer. */
final class Stores {
  private final Arena arena;
  private final long events;
  private final Map<Kind, Checksum> answers = new EnumMap<>(Kind.class);
  private FullStore store;
  private FullIndex index;

  Stores(Arena arena, long events) {
    this.arena = arena;
    this.events = events;
  }

  long events() {
    return events;
  }

  boolean quick() {
    return arena.settings().quick();
  }

  Checksum expected(Kind kind) {
    return answers.computeIfAbsent(kind, k -> PlainAnswers.of(k, events));
  }

  FullStore store() throws Exception {
    if (store == null) {
      store = arena.with(FullStore.of(arena, events));
    }
    return store;
  }

  FullIndex index() throws Exception {
    if (index == null) {
      SearchNode.prepare(arena.home());
      index = arena.with(FullIndex.of(arena, events));
    }
    return index;
  }
}
