package io.eventmill.benchmark.race;

import io.eventmill.benchmark.events.Shape;
import java.nio.file.Path;

/**
 * What was asked for.
 *
 * @param home the product's folder, with the launcher
 * @param events how many events a round works on where the bench does not say otherwise
 * @param quick a look whether all runs right: few events, nothing judged
 */
public record RunSettings(Path home, Shape shape, long events, int rounds, boolean quick) {
  public static final long EVENTS = 1_000_000;
  public static final long EVENTS_QUICK = 20_000;
  public static final int ROUNDS = 3;
  public static final int ROUNDS_QUICK = 1;

  public RunSettings {
    if (events < 100) {
      throw new IllegalArgumentException("--events is " + events + ", the least is 100");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds is " + rounds + ", the least is 1");
    }
  }

  /** A tenth of it on a look, at least one. */
  public long scaled(long amount) {
    return quick ? Math.max(1, amount / 50) : amount;
  }
}
