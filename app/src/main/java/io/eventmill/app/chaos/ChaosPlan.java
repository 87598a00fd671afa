package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Pace;
import java.time.Duration;

/**
 * How long, how hard, and from which seed.
 *
 * @param length of the blows; starting before and settling after come on top
 * @param rate events a second of all clients together, about; 0: as fast as they are answered
 */
public record ChaosPlan(Duration length, long seed, int rate) {
  static final int CLIENTS = 6;

  /** Of one client. */
  Pace pace() {
    return rate == 0 ? Pace.FULL_RATE : Pace.ofRate(Math.max(1, rate / CLIENTS));
  }
}
