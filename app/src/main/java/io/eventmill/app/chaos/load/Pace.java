package io.eventmill.app.chaos.load;

import java.time.Duration;
import java.util.Random;

/**
 * How much a client sends at once, and how long it rests between two batches.
 *
 * @param eventsMax of a batch; half of the batches are much smaller
 * @param perSecond events of one client, about; 0: no limit
 */
public record Pace(int eventsMax, Duration rest, int perSecond) {
  /** Each next batch as soon as the last is answered. */
  public static final Pace FULL_RATE = new Pace(200, Duration.ZERO, 0);

  /** About 5,000 events a second from three clients: a minute of it is processed in seconds. */
  public static final Pace STEADY = new Pace(200, Duration.ofMillis(30), 0);

  public static Pace huge(int eventsMax) {
    return new Pace(eventsMax, Duration.ZERO, 0);
  }

  /** At most so many events a second from one client. */
  public static Pace ofRate(int perSecond) {
    return new Pace(200, Duration.ZERO, perSecond);
  }

  /** How long to rest after a batch of this size. */
  Duration restAfter(int events) {
    return perSecond == 0 ? rest : Duration.ofNanos(events * 1_000_000_000L / perSecond);
  }

  public int batch(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> 1 + random.nextInt(eventsMax / 10);
      default -> 1 + random.nextInt(eventsMax);
    };
  }
}
