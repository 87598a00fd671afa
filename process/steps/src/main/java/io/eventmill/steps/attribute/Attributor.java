package io.eventmill.steps.attribute;

import io.eventmill.pipeline.Attribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is done with one key's events, in whatever order they come. A conversion gets its row at
 * once; each touch that comes later and was in time for it gives the row anew, until the watermark
 * has passed the conversion's time: then it is written as final.
 *
 * <p>What comes old, or behind the watermark, is kept for a grace besides: as long as it lasts,
 * touches and conversions find each other whatever the watermark says. Gives the same for the same
 * events and moments. For one thread.
 */
public final class Attributor {
  /** Touches are forgotten a little late, so that many go with one timer. */
  private static final int EXPIRIES_PER_WINDOW = 16;

  private final AttributedRow rows;
  private final AttributionLimits limits;
  private final Grace grace;
  private final long withinMicros;
  private final long expiryGrainMillis;

  public Attributor(Attribution rule, AttributionLimits limits) {
    this.rows = new AttributedRow(rule);
    this.limits = limits;
    this.grace = new Grace(limits.grace(), limits.graceMax());
    this.withinMicros = EventSide.micros(rule.within());
    this.expiryGrainMillis = Math.max(1, rule.within().toMillis() / EXPIRIES_PER_WINDOW);
  }

  /** Gives when to look at the history next because of this touch, see {@link #nextLook}. */
  public NextLook touch(History history, SideEvent event, Moment now, Outlet out) {
    finish(history, now, out);
    boolean late = event.expiresMillis() <= now.watermark();
    Touch touch = event.asTouch(kept(event, late, now, Note.TOUCH_GRACE_SHORT, out));
    if (late) {
      out.note(Note.TOUCH_LATE);
    }
    if (!touch.isHeld(now)) {
      return NextLook.NEVER;
    }
    List<Touch> touches = history.touches();
    int place = Collections.binarySearch(touches, touch);
    if (place < 0) {
      touches.add(-place - 1, touch);
    } else {
      Touch before = touches.get(place);
      touches.set(place, before.keptAtLeast(touch.keptMillis()));
      if (before.isHeld(now)) {
        out.note(Note.TOUCH_DUPLICATE);
        return nextLook(touch, now);
      } // else it was held only for conversions that had come before
    }
    if (touches.size() > limits.touchesMax()) {
      forgetTouches(history, now);
    }
    if (touches.size() > limits.touchesMax()) {
      history.leftOut(touches.remove(touches.size() / 2));
      out.note(Note.TOUCH_LEFT_OUT);
    }
    for (Conversion conversion : history.conversions()) {
      if (conversion.isPending() && isEligible(touch, conversion)) {
        write(history, conversion, false, out);
      }
    }
    return nextLook(touch, now);
  }

  /** Gives when to look at the history next because of this conversion. */
  public NextLook conversion(History history, SideEvent event, Moment now, Outlet out) {
    finish(history, now, out);
    List<Conversion> held = history.conversions();
    forgetConversions(held, now);
    for (Conversion other : held) {
      if (other.id().equals(event.id())) {
        out.note(Note.CONVERSION_DUPLICATE);
        return NextLook.NEVER;
      }
    }
    boolean late = event.dueMillis() <= now.watermark();
    if (late) {
      out.note(Note.CONVERSION_LATE);
    }
    long kept = kept(event, late, now, Note.CONVERSION_GRACE_SHORT, out);
    Conversion conversion = event.asConversion(kept, now);
    boolean open = conversion.isOpen(now);
    write(history, conversion, !open, out);
    if (!open && conversion.expiresMillis() <= now.watermark()) {
      return NextLook.NEVER;
    }
    conversion = open ? conversion : conversion.done();
    held.add(conversion);
    if (held.size() > limits.conversionsMax()) {
      Conversion first = held.remove(0);
      if (first.isPending()) {
        write(history, first, true, out);
      }
      out.note(Note.CONVERSION_LEFT_OUT);
    }
    return nextLook(conversion, now);
  }

  /** The row of a conversion that has no key, so that no touch can be one of its own. */
  public void withoutKey(SideEvent event, Moment now, Outlet out) {
    Conversion conversion = event.asConversion(Grace.NO, now);
    out.row(conversion, rows.json(conversion, List.of(), true, false, false, event.missing()));
  }

  /** Time has gone on: writes what is final now, and forgets what nobody can ask for any more. */
  public void passed(History history, Moment now, Outlet out) {
    finish(history, now, out);
    forgetConversions(history.conversions(), now);
    forgetTouches(history, now);
  }

  /** When {@link #passed} has something to do next. */
  public NextLook nextLook(History history, Moment now) {
    NextLook next = NextLook.NEVER;
    for (Conversion c : history.conversions()) {
      next = next.or(nextLook(c, now));
    }
    for (Touch t : history.touches()) {
      next = next.or(nextLook(t, now));
    }
    return next;
  }

  /** Never for one that is held for a conversion only: there is something to do for that. */
  private NextLook nextLook(Touch touch, Moment now) {
    if (touch.expiresMillis() > now.watermark()) {
      return NextLook.atWatermark(grain(touch.expiresMillis()));
    }
    return touch.isHeld(now) ? NextLook.atMillis(grace.look(touch.keptMillis())) : NextLook.NEVER;
  }

  private NextLook nextLook(Conversion conversion, Moment now) {
    if (!conversion.isPending()) {
      return NextLook.atWatermark(grain(conversion.expiresMillis()));
    }
    return conversion.dueMillis() > now.watermark()
        ? NextLook.atWatermark(conversion.dueMillis())
        : NextLook.atMillis(grace.look(conversion.keptMillis()));
  }

  private long grain(long millis) {
    return millis + Math.floorMod(-millis, expiryGrainMillis);
  }

  private long kept(SideEvent event, boolean late, Moment now, Note ifShort, Outlet out) {
    if (!late && !event.old()) {
      return Grace.NO;
    }
    long until = grace.until(now.millis());
    if (grace.isShort(now.millis(), until)) {
      out.note(ifShort);
    }
    return until;
  }

  /**
   * By their time, never by when somebody looks: whose time has come are not corrected any more.
   */
  private void finish(History history, Moment now, Outlet out) {
    List<Conversion> held = history.conversions();
    for (int i = 0; i < held.size(); i++) {
      Conversion conversion = held.get(i);
      if (conversion.isPending() && !conversion.isOpen(now)) {
        write(history, conversion, true, out);
        held.set(i, conversion.done());
      }
    }
  }

  private static void forgetConversions(List<Conversion> held, Moment now) {
    held.removeIf(c -> !c.isPending() && c.expiresMillis() <= now.watermark());
  }

  /** What rows that are not final tell of stays until they are. */
  private void forgetTouches(History history, Moment now) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (Conversion c : history.conversions()) {
      if (c.isPending()) {
        from = Math.min(from, c.timeMicros() - withinMicros);
        to = Math.max(to, c.timeMicros());
      }
    }
    long least = from;
    long most = to;
    history
        .touches()
        .removeIf(t -> !t.isHeld(now) && !(t.timeMicros() >= least && t.timeMicros() <= most));
  }

  private boolean isEligible(Touch touch, Conversion conversion) {
    return touch.timeMicros() <= conversion.timeMicros()
        && conversion.timeMicros() - touch.timeMicros() <= withinMicros;
  }

  private void write(History history, Conversion conversion, boolean isFinal, Outlet out) {
    List<Touch> eligible = new ArrayList<>();
    for (Touch touch : history.touches()) {
      if (touch.isHeld(conversion.came()) && isEligible(touch, conversion)) {
        eligible.add(touch);
      }
    }
    boolean incomplete =
        history.isIncomplete(conversion.timeMicros() - withinMicros, conversion.timeMicros());
    boolean late = conversion.isLate();
    out.row(conversion, rows.json(conversion, eligible, isFinal, late, incomplete, null));
  }
}
