package io.eventmill.benchmark.limits;

import io.eventmill.benchmark.http.Bodies;
import io.eventmill.benchmark.http.NginxNoContent;
import io.eventmill.benchmark.log.Bare;
import io.eventmill.benchmark.log.Track;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Heat;
import java.util.List;

/** Marks: what machine, clients and broker could do if nothing were done with the events. */
public final class LimitsBench implements Bench {
  @Override
  public String name() {
    return "limits";
  }

  @Override
  public String question() {
    return "How fast could anything be here that does nothing with the events?";
  }

  @Override
  public List<Heat> heats(Arena arena) throws Exception {
    Track track = Track.lay(arena);
    return List.of(
        new Heat(
            "copy",
            "From a topic to a topic, byte for byte.",
            Bare.input(arena, track),
            List.of(Bare.copy(track))),
        new Heat(
            "produce",
            "From memory to a topic.",
            Bare.produced(arena, track),
            List.of(Bare.producer(arena, track))),
        new Heat(
            "memory",
            "From memory to memory, one thread.",
            null,
            List.of(
                new InMemory(arena, Reading.COPY),
                new InMemory(arena, Reading.SCAN),
                new InMemory(arena, Reading.TREE))),
        new Heat(
            "http",
            "Requests with one event each, answered without being looked at.",
            null,
            List.of(new NginxNoContent(arena, new Bodies(arena.events(), 1)))));
  }
}
