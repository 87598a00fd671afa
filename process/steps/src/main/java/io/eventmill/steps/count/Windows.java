package io.eventmill.steps.count;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Count;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * Windows of one length, side by side since 1970 and before. All moments in epoch microseconds.
 *
 * @param every the length
 * @param lateness how long after its end a window still takes events
 */
public record Windows(long every, long lateness) implements Serializable {
  /** Years of these are six digits and more: what is beyond is a wrong clock. */
  private static final long FAR = 1L << 62;

  public Windows {
    if (every < 1 || lateness < 0) {
      throw new IllegalArgumentException("every " + every + ", lateness " + lateness);
    }
  }

  public static Windows of(Count count) {
    return new Windows(micros(count.every()), micros(count.lateness()));
  }

  private static long micros(java.time.Duration duration) {
    return TimeUnit.MILLISECONDS.toMicros(duration.toMillis());
  }

  /** Where the window begins that holds this moment. */
  public long start(long time) {
    long near = Math.max(-FAR, Math.min(FAR, time));
    return near - Math.floorMod(near, every);
  }

  /**
   * Whether a window takes no more events from a partition whose clock stands here: it must have
   * passed the window's end by more than the lateness.
   */
  public boolean isTooLate(long start, long clock) {
    return clock > start + every + lateness;
  }

  /** The first whole millisecond at which a clock has passed the window for good. */
  public long closedAtMillis(long start) {
    return Math.floorDiv(start + every + lateness, 1_000L) + 1;
  }

  /**
   * What an event says about how far its partition has come: its time, but no more than what the
   * collector's clock allows, so that one event from the future moves nothing.
   *
   * @param aheadMillis how much a sender's clock may be ahead of the collector's
   */
  public static long clock(Event event, long aheadMillis) {
    long received = Math.max(-FAR / 1_000, Math.min(FAR / 1_000, event.receivedMillis()));
    return Math.min(event.timeMicros(), (received + aheadMillis) * 1_000);
  }

  /** The moment as Unix seconds: 1465583530, 1465583530.5, -0.25. */
  public static String seconds(long micros) {
    return micros % 1_000_000 == 0
        ? Long.toString(micros / 1_000_000)
        : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }
}
