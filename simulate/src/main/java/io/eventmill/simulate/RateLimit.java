package io.eventmill.simulate;

import java.time.Duration;

/**
 * Holds a stream to so many events a second: tells before each event how long to wait. Events come
 * in small bursts of {@link #GRAIN}, so that a high rate does not mean a sleep per event; time lost
 * to a stall of more than a second is not caught up with. For one thread.
 */
public final class RateLimit {
  private static final Duration GRAIN = Duration.ofMillis(20);
  private static final long STALL_NANOS = 1_000_000_000L;

  private final double nanosPerEvent;
  private final Ticker ticker;
  private double due;
  private boolean started;

  /**
   * @param perSecond events a second; 0 means no limit
   */
  public RateLimit(double perSecond, Ticker ticker) {
    if (perSecond < 0 || !Double.isFinite(perSecond)) {
      throw new IllegalArgumentException(
          "rate: " + perSecond + " events a second is not possible; give a number above 0");
    }
    this.nanosPerEvent = perSecond == 0 ? 0 : 1e9 / perSecond;
    this.ticker = ticker;
  }

  /** How long to wait before the next event; it is counted as sent after that wait. */
  public Duration next() {
    if (nanosPerEvent == 0) {
      return Duration.ZERO;
    }
    long now = ticker.nanos();
    if (!started || now - due > STALL_NANOS) {
      started = true;
      due = now;
    }
    double early = due - now;
    due += nanosPerEvent;
    return early <= 0 || early < GRAIN.toNanos() && nanosPerEvent < GRAIN.toNanos()
        ? Duration.ZERO
        : Duration.ofNanos((long) early);
  }
}
