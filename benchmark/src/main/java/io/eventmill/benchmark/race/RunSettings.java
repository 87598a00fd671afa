package io.eventmill.benchmark.race;

import io.eventmill.benchmark.events.Shape;
import java.nio.file.Path;
import java.util.Set;

/**
 * What was asked for.
 *
 * @param home the product's folder, with the launcher
 * @param events how many events a round works on where the bench does not say otherwise
 * @param only names of contestants; empty = all
 * @param quick a look whether all runs right: few events, nothing judged
 */
public record RunSettings(
    Path home, Shape shape, long events, int rounds, Set<String> only, boolean quick) {
  public static final long EVENTS = 1_000_000;
  public static final long EVENTS_QUICK = 20_000;
  public static final int ROUNDS = 3;
  public static final int ROUNDS_QUICK = 1;

  public RunSettings {
    only = Set.copyOf(only);
    if (events < 100) {
      throw new IllegalArgumentException("--events is " + events + ", the least is 100");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds is " + rounds + ", the least is 1");
    }
  }

  boolean takes(Contestant contestant) {
    return only.isEmpty() || only.contains(contestant.name());
  }
}
