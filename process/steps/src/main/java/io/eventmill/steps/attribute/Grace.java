package io.eventmill.steps.attribute;

import java.time.Duration;
import java.util.Arrays;

/**
 * Until when an event is kept that came old or late: for the grace, as long as no more than half of
 * what may be kept is. Beyond that the grace of those that come becomes shorter, the more the
 * fuller it is, so that nothing has to be turned away and the limit holds however fast they come.
 *
 * <p>What is kept is counted by when it ends, in sixteenths of the grace. The count is not in
 * checkpoints: after a restart, for one grace, twice as many may be kept.
 */
final class Grace {
  /** Not kept at all. */
  static final long NO = Long.MIN_VALUE;

  private static final int TICKS = 16;

  private final long millis;
  private final int max;
  private final long tickMillis;
  private final int[] ending = new int[TICKS + 2];
  private long tick = Long.MIN_VALUE;
  private int kept;

  Grace(Duration grace, int max) {
    this.millis = grace.toMillis();
    this.max = max;
    this.tickMillis = Math.max(1, (millis + TICKS - 1) / TICKS);
  }

  /** Until when one is kept that comes now; {@link #NO} when not at all. */
  long until(long nowMillis) {
    goOn(Math.floorDiv(nowMillis, tickMillis));
    long free = max - kept;
    long granted = free >= (max + 1) / 2 ? millis : millis * 2 * free / max;
    if (granted == 0) {
      return NO;
    }
    kept++;
    ending[slot(Math.floorDiv(nowMillis + granted, tickMillis))]++;
    return nowMillis + granted;
  }

  boolean isShort(long nowMillis, long untilMillis) {
    return millis > 0 && (untilMillis == NO || untilMillis - nowMillis < millis);
  }

  /** When to look after what is kept until then: a little later, so that many go at once. */
  long look(long untilMillis) {
    return untilMillis + Math.floorMod(-untilMillis, tickMillis);
  }

  int kept() {
    return kept;
  }

  private void goOn(long now) {
    if (tick == Long.MIN_VALUE || now - tick > ending.length) {
      tick = now;
      kept = 0;
      Arrays.fill(ending, 0);
    }
    for (; tick < now; tick++) {
      kept -= ending[slot(tick)];
      ending[slot(tick)] = 0;
    }
  }

  private int slot(long ofTick) {
    return (int) Math.floorMod(ofTick, (long) ending.length);
  }
}
