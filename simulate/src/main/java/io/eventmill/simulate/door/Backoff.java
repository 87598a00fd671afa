package io.eventmill.simulate.door;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a repetition: doubled each time up to a bound, spread at random. */
record Backoff(Duration first, Duration longest, RandomGenerator random) {
  /** Between half and all of the doubled wait, so that many clients do not come back at once. */
  Duration before(int repetition) {
    double nanos = first.toNanos() * Math.pow(2, Math.min(repetition, 40));
    return Duration.ofNanos((long) (Math.min(nanos, longest.toNanos()) * spread(0.5)));
  }

  /** Never earlier than the collector asked for, and up to a tenth later. */
  Duration after(Duration asked) {
    return Duration.ofNanos((long) (asked.toNanos() * (2 - spread(0.9))));
  }

  private double spread(double least) {
    return least + (1 - least) * random.nextDouble();
  }
}
