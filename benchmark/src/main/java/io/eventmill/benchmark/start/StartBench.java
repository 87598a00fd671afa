package io.eventmill.benchmark.start;

import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Heat;
import java.util.List;

/** Start of the whole server: on nothing, and on what it has kept. */
public final class StartBench implements Bench {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public String question() {
    return "How long until `./eventmill run` is ready, and what does it take when nothing happens?";
  }

  @Override
  public List<Heat> heats(Arena arena) {
    return List.of(
        new Heat("cold", "Start on an empty folder.", null, List.of(new Started(arena, false))),
        new Heat(
            "warm",
            "Start on the folder of a run before, with its log, checkpoints and store.",
            null,
            List.of(new Started(arena, true))));
  }
}
