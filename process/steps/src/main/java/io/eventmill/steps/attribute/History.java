package io.eventmill.steps.attribute;

import java.util.ArrayList;
import java.util.List;

/**
 * What is held of one key: its touches in order, its conversions, and what was left out. The state
 * of a job; changed by {@link Attributor} alone.
 */
public final class History {
  /** No timer is set, nothing was left out. */
  public static final long NONE = Long.MAX_VALUE;

  private final ArrayList<Touch> touches;
  private final ArrayList<Conversion> conversions;
  private long leftOutFromMicros;
  private long leftOutToMicros;
  private NextLook timers;

  public History() {
    this(new ArrayList<>(2), new ArrayList<>(1), NONE, Long.MIN_VALUE, NextLook.NEVER);
  }

  private History(
      ArrayList<Touch> touches,
      ArrayList<Conversion> conversions,
      long leftOutFromMicros,
      long leftOutToMicros,
      NextLook timers) {
    this.touches = touches;
    this.conversions = conversions;
    this.leftOutFromMicros = leftOutFromMicros;
    this.leftOutToMicros = leftOutToMicros;
    this.timers = timers;
  }

  /** As it was written to a checkpoint. */
  public static History restored(
      List<Touch> touches,
      List<Conversion> conversions,
      long leftOutFromMicros,
      long leftOutToMicros,
      NextLook timers) {
    return new History(
        new ArrayList<>(touches),
        new ArrayList<>(conversions),
        leftOutFromMicros,
        leftOutToMicros,
        timers);
  }

  /** Touches and conversions never change, so they are shared. */
  public History copy() {
    return restored(touches, conversions, leftOutFromMicros, leftOutToMicros, timers);
  }

  public List<Touch> touches() {
    return touches;
  }

  public List<Conversion> conversions() {
    return conversions;
  }

  public boolean isEmpty() {
    return touches.isEmpty() && conversions.isEmpty();
  }

  /** Times of the touches that were left out lie between; {@link #NONE} when there are none. */
  public long leftOutFromMicros() {
    return leftOutFromMicros;
  }

  public long leftOutToMicros() {
    return leftOutToMicros;
  }

  /**
   * The timers that are set for this key, one by the watermark and one by real time; {@link #NONE}
   * for none.
   */
  public NextLook timers() {
    return timers;
  }

  public void timersAreSet(NextLook to) {
    timers = to;
  }

  void leftOut(Touch touch) {
    leftOutFromMicros = Math.min(leftOutFromMicros, touch.timeMicros());
    leftOutToMicros = Math.max(leftOutToMicros, touch.timeMicros());
  }

  /** Whether a touch between these times, both in, may have been left out. */
  boolean isIncomplete(long fromMicros, long toMicros) {
    return leftOutFromMicros <= toMicros && leftOutToMicros >= fromMicros;
  }
}
