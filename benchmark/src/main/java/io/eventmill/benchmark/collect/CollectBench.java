package io.eventmill.benchmark.collect;

import io.eventmill.benchmark.http.Bodies;
import io.eventmill.benchmark.http.NginxNoContent;
import io.eventmill.benchmark.parts.Broker;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Heat;
import java.util.List;

/** From HTTP to the log, by the length of the arrays that clients send. */
public final class CollectBench implements Bench {
  @Override
  public String name() {
    return "collect";
  }

  @Override
  public String question() {
    return "How many events does the collector keep in a second, beside a FastAPI collector?";
  }

  @Override
  public List<Heat> heats(Arena arena) throws Exception {
    Broker broker = Broker.start(arena);
    return List.of(
        heat(arena, broker, 1, true),
        heat(arena, broker, 10, true),
        heat(arena, broker, 100, true),
        heat(arena, broker, 10, false));
  }

  private static Heat heat(Arena arena, Broker broker, int array, boolean onDisk) {
    Intake intake = new Intake(arena, broker, array, onDisk);
    return new Heat(
        "arrays of " + array + (onDisk ? "" : ", page cache"),
        "POST of arrays of %d over 32 connections; the topic %s. p50 and p99 are those at half of the rate that was reached."
            .formatted(
                array,
                onDisk
                    ? "is on disk (fsync) before the broker answers"
                    : "is in the broker's page cache when it answers"),
        intake.expected(),
        List.of(
            Collectors.eventmill(intake),
            Collectors.asWritten(intake, 1),
            Collectors.asWritten(intake, 2),
            Collectors.rewrite(intake),
            new NginxNoContent(arena, new Bodies(arena.events(), array))));
  }
}
