package io.eventmill.benchmark.plan;

import java.util.Random;

/** How many events come in each second of a day: by the hour, and unevenly within it. */
final class Traffic {
  /** Shares of a day's visits to a shop, by the hour. */
  private static final double[] SHARES = {
    .0273, .0185, .0108, .0107, .0050, .0105, .0192, .0297, .0382, .0426, .0549, .0583,
    .0646, .0627, .0572, .0521, .0590, .0667, .0718, .0662, .0696, .0428, .0329, .0287
  };

  /** Above the mean of the day. */
  static final double BUSIEST_HOUR = .0718 * 24;

  static final int BUSIEST = 18;

  /** A minute in which as many come as this many times the hour says, at most. */
  private static final double BURST = 1.3;

  private final long rate;
  private final double[] minutes = new double[24 * 60];

  Traffic(long rate, long seed) {
    this.rate = rate;
    Random random = new Random(seed);
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = 2 - BURST + 2 * (BURST - 1) * random.nextDouble(); // 1 in the mean
    }
  }

  /** Events in that second of the day. */
  double in(int second) {
    return rate * 24 * SHARES[second / 3_600 % 24] * minutes[second / 60 % minutes.length];
  }
}
