package io.eventmill.benchmark.query;

import io.eventmill.benchmark.parts.SearchIndex;
import io.eventmill.benchmark.parts.SearchNode;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Heat;
import java.util.ArrayList;
import java.util.List;

/** Questions to a store with as many events as were asked for, and to one with ten times those. */
public final class QueryBench implements Bench {
  private static final String INSIDE = "eventmill in process";
  private static final int LARGE = 10;

  /** With fewer there would not be a whole window in each range. */
  private static final int LEAST = 10_000;

  @Override
  public String name() {
    return "query";
  }

  @Override
  public String question() {
    return "How soon is a question about the events answered, also while more come in?";
  }

  @Override
  public List<Heat> heats(Arena arena) {
    long events = Math.max(LEAST, arena.settings().events());
    List<Heat> heats = new ArrayList<>();
    Stores small = new Stores(arena, events);
    Stores large = new Stores(arena, events * LARGE);
    for (Kind kind : Kind.values()) {
      heats.add(heat(small, kind, "small", false));
      heats.add(heat(small, kind, "small", true));
    }
    for (Kind kind : Kind.values()) {
      heats.add(heat(large, kind, "large", false));
      heats.add(heat(large, kind, "large", true));
    }
    return heats;
  }

  private static Heat heat(Stores stores, Kind kind, String size, boolean ingest) {
    boolean quick = stores.quick();
    List<Contestant> asked = new ArrayList<>();
    asked.add(
        new Questioned(
            INSIDE,
            "the embedded DuckDB, asked in its process; defaults",
            () -> stores.store().inside(),
            kind,
            ingest,
            quick));
    asked.add(
        new Questioned(
            "eventmill",
            "the same over loopback HTTP, one connection, the answer read as JSON",
            stores::store,
            kind,
            ingest,
            quick));
    if (size.equals("small")) {
      asked.add(
          new Questioned(
              "opensearch",
              SearchNode.SETTINGS
                  + "; "
                  + SearchIndex.SETTINGS
                  + "; one connection, the answer read as JSON",
              stores::index,
              kind,
              ingest,
              quick));
    }
    return new Heat(
        kind.label() + ", " + size + (ingest ? ", under ingest" : ""),
        "%s, of %,d events, one question after the other, no two alike.%s"
            .formatted(
                kind.work(),
                stores.events(),
                ingest
                    ? " Meanwhile %,d events a second come in.".formatted(Drip.EVENTS_PER_SECOND)
                    : ""),
        stores.expected(kind),
        asked);
  }
}
