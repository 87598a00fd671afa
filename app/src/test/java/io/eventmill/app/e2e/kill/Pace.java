package io.eventmill.app.e2e.kill;

import java.time.Duration;
import java.util.Random;

/**
 * How much a client sends at once, and how long it rests between two batches.
 *
 * @param eventsMax of a batch; half of the batches are much smaller
 */
record Pace(int eventsMax, Duration rest) {
  /** Each next batch as soon as the last is answered. */
  static final Pace FULL_RATE = new Pace(200, Duration.ZERO);

  /** About 5,000 events a second from three clients: a minute of it is processed in seconds. */
  static final Pace STEADY = new Pace(200, Duration.ofMillis(30));

  static Pace huge(int eventsMax) {
    return new Pace(eventsMax, Duration.ZERO);
  }

  int batch(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> 1 + random.nextInt(eventsMax / 10);
      default -> 1 + random.nextInt(eventsMax);
    };
  }
}
