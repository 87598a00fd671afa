package io.eventmill.benchmark.load;

import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Heat;
import java.util.List;

/** From a topic of processed events into a store. */
public final class LoadBench implements Bench {
  @Override
  public String name() {
    return "load";
  }

  @Override
  public String question() {
    return "What does it take to bring an event into a store where it can be found?";
  }

  @Override
  public List<Heat> heats(Arena arena) throws Exception {
    Freight freight = Freight.lay(arena);
    return List.of(
        new Heat(
            "",
            "Read processed events from a topic and store them so that each field can be asked for; a quarter as many were stored before the clock ran. CPU and memory of the loader and of the store.",
            freight.expected(),
            List.of(
                new IntoDuckDb(freight),
                new IntoOpenSearch(freight, true),
                new IntoOpenSearch(freight, false))));
  }
}
