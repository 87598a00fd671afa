package io.eventmill.steps.attribute;

import io.eventmill.pipeline.Attribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is done with one key's events, in whatever order they come. A conversion gets its row at
 * once; each touch that comes later and was in time for it gives the row anew, until the watermark
 * has passed the conversion's time: then it is written as final. Gives the same for the same events
 * and watermarks.
 */
public final class Attributor {
  /** Touches are forgotten a little late, so that many go with one timer. */
  private static final int EXPIRIES_PER_WINDOW = 16;

  private final AttributedRow rows;
  private final AttributionLimits limits;
  private final long withinMicros;
  private final long expiryGrainMillis;

  public Attributor(Attribution rule, AttributionLimits limits) {
    this.rows = new AttributedRow(rule);
    this.limits = limits;
    this.withinMicros = EventSide.micros(rule.within());
    this.expiryGrainMillis = Math.max(1, rule.within().toMillis() / EXPIRIES_PER_WINDOW);
  }

  /**
   * @param watermark no event in time is at or before this, epoch milliseconds
   */
  public void touch(History history, Touch touch, long watermark, Outlet out) {
    if (touch.expiresMillis() <= watermark) {
      out.note(Note.TOUCH_LATE);
      return;
    }
    List<Touch> touches = history.touches();
    int place = Collections.binarySearch(touches, touch);
    if (place >= 0) {
      out.note(Note.TOUCH_DUPLICATE);
      return;
    }
    touches.add(-place - 1, touch);
    if (touches.size() > limits.touchesMax()) {
      forgetTouches(history, watermark);
    }
    if (touches.size() > limits.touchesMax()) {
      history.leftOut(touches.remove(touches.size() / 2));
      out.note(Note.TOUCH_LEFT_OUT);
    }
    for (Conversion conversion : history.conversions()) {
      if (isEligible(touch, conversion)
          && conversion.isPending()
          && conversion.dueMillis() > watermark) {
        write(history, conversion, watermark, false, false, out);
      }
    }
  }

  public void conversion(History history, Conversion conversion, long watermark, Outlet out) {
    List<Conversion> held = history.conversions();
    forgetConversions(held, watermark);
    for (Conversion other : held) {
      if (other.id().equals(conversion.id())) {
        out.note(Note.CONVERSION_DUPLICATE);
        return;
      }
    }
    boolean late = conversion.dueMillis() <= watermark;
    if (late) {
      out.note(Note.CONVERSION_LATE);
    }
    write(history, conversion, watermark, late, late, out);
    if (conversion.expiresMillis() <= watermark) {
      return;
    }
    held.add(late ? conversion.done() : conversion);
    if (held.size() > limits.conversionsMax()) {
      held.remove(0);
      out.note(Note.CONVERSION_LEFT_OUT);
    }
  }

  /** The row of a conversion that has no key, so that no touch can be one of its own. */
  public void withoutKey(Conversion conversion, String missing, Outlet out) {
    out.row(conversion, rows.json(conversion, List.of(), true, false, false, missing));
  }

  /** Time has gone on: writes what is final now, and forgets what nobody can ask for any more. */
  public void passed(History history, long watermark, Outlet out) {
    List<Conversion> held = history.conversions();
    for (int i = 0; i < held.size(); i++) {
      Conversion conversion = held.get(i);
      if (conversion.isPending() && conversion.dueMillis() <= watermark) {
        write(history, conversion, watermark, true, false, out);
        held.set(i, conversion.done());
      }
    }
    forgetConversions(held, watermark);
    forgetTouches(history, watermark);
  }

  /** When {@link #passed} has something to do next; {@link History#NONE} when never. */
  public long nextMillis(History history) {
    long next = History.NONE;
    for (Conversion c : history.conversions()) {
      next = Math.min(next, nextMillis(c));
    }
    for (Touch t : history.touches()) {
      next = Math.min(next, nextMillis(t));
    }
    return next;
  }

  /** When there is something to do for this touch, whatever else is held. */
  public long nextMillis(Touch touch) {
    return grain(touch.expiresMillis());
  }

  /** When there is something to do for this conversion, whatever else is held. */
  public long nextMillis(Conversion conversion) {
    return conversion.isPending() ? conversion.dueMillis() : grain(conversion.expiresMillis());
  }

  private long grain(long millis) {
    return millis + Math.floorMod(-millis, expiryGrainMillis);
  }

  private static void forgetConversions(List<Conversion> held, long watermark) {
    held.removeIf(c -> !c.isPending() && c.expiresMillis() <= watermark);
  }

  private static void forgetTouches(History history, long watermark) {
    history.touches().removeIf(t -> t.expiresMillis() <= watermark);
  }

  private boolean isEligible(Touch touch, Conversion conversion) {
    return touch.timeMicros() <= conversion.timeMicros()
        && conversion.timeMicros() - touch.timeMicros() <= withinMicros;
  }

  private void write(
      History history,
      Conversion conversion,
      long watermark,
      boolean isFinal,
      boolean late,
      Outlet out) {
    List<Touch> eligible = new ArrayList<>();
    for (Touch touch : history.touches()) {
      boolean held = !late || touch.expiresMillis() > watermark; // not by chance of a late cleaning
      if (held && isEligible(touch, conversion)) {
        eligible.add(touch);
      }
    }
    boolean incomplete =
        history.isIncomplete(conversion.timeMicros() - withinMicros, conversion.timeMicros());
    out.row(conversion, rows.json(conversion, eligible, isFinal, late, incomplete, null));
  }
}
