package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.steps.attribute.EventSide;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The watermark of one partition: its greatest clock less the lateness. An event's clock is its
 * time, but never more than the lateness ahead of when it was received, so that a wrong clock
 * cannot move it into the future. Nor does an event move the watermark before others have had as
 * long to be received: when history is loaded fast, requests that overtake each other are hours
 * apart in event time, but seconds in this.
 *
 * <p>A partition from which nothing has come for a while holds the others back no longer. When it
 * has been quiet for longer than the lateness, too, nothing in time is missing: then the watermark
 * goes up to its greatest clock, so that what came last becomes final without a next event.
 */
final class EventClock implements WatermarkGenerator<Event> {
  /** Events received within this are one step: the list of steps stays short. */
  private static final long STEP_MILLIS = 100;

  private final long latenessMillis;
  private final long idleNanos;
  private final long completeNanos;
  private final RelativeClock clock;
  private final ArrayDeque<Step> held = new ArrayDeque<>();
  private long greatestMillis = Long.MIN_VALUE;
  private long receivedMillis = Long.MIN_VALUE;
  private long releasedMillis = Long.MIN_VALUE;
  private long quietSinceNanos;
  private boolean idle;
  private boolean complete;

  /**
   * @param clock stands still while the job cannot take what there is
   */
  EventClock(Duration lateness, Duration idle, RelativeClock clock) {
    this.latenessMillis = lateness.toMillis();
    this.idleNanos = idle.toNanos();
    this.completeNanos = Math.max(idle.toNanos(), lateness.toNanos());
    this.clock = clock;
    this.quietSinceNanos = clock.relativeTimeNanos();
  }

  static WatermarkStrategy<Event> strategy(Duration lateness, Duration idle) {
    return WatermarkStrategy.<Event>forGenerator(
            context -> new EventClock(lateness, idle, context.getInputActivityClock()))
        .withTimestampAssigner((event, timestamp) -> Math.floorDiv(event.timeMicros(), 1000L));
  }

  /** How far the greatest clock had come when events of this moment had been received. */
  private record Step(long fromMillis, long receivedMillis, long greatestMillis) {}

  @Override
  public void onEvent(Event event, long timestamp, WatermarkOutput output) {
    long millis = Math.floorDiv(EventSide.clockMicros(event, latenessMillis), 1000L);
    greatestMillis = Math.max(greatestMillis, millis);
    hold(event.receivedMillis());
    quietSinceNanos = clock.relativeTimeNanos();
    idle = false;
    complete = false;
  }

  private void hold(long received) {
    receivedMillis = Math.max(receivedMillis, received);
    Step last = held.peekLast();
    boolean same = last != null && receivedMillis - last.fromMillis() < STEP_MILLIS;
    if (same) {
      held.removeLast();
    }
    long from = same ? last.fromMillis() : receivedMillis;
    held.addLast(new Step(from, receivedMillis, greatestMillis));
  }

  /** The greatest clock of what was received at least the lateness ago. */
  private void release(long quietNanos) {
    long now = receivedMillis + TimeUnit.NANOSECONDS.toMillis(quietNanos);
    while (!held.isEmpty() && now - held.peekFirst().receivedMillis() >= latenessMillis) {
      releasedMillis = held.removeFirst().greatestMillis();
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    long quietNanos = clock.relativeTimeNanos() - quietSinceNanos;
    if (!complete && quietNanos >= completeNanos) {
      complete = true;
      if (greatestMillis > Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(greatestMillis));
        idle = false; // a watermark makes it active
      }
    }
    if (quietNanos >= idleNanos) {
      if (!idle) {
        idle = true;
        output.markIdle();
      }
    } else {
      release(quietNanos);
      if (releasedMillis > Long.MIN_VALUE) {
        long late = Math.min(greatestMillis - latenessMillis, releasedMillis);
        output.emitWatermark(new Watermark(late - 1));
      }
    }
  }
}
