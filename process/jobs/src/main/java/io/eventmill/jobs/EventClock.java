package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.steps.attribute.EventSide;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The watermark of one partition: its greatest clock less the lateness. An event's clock is its
 * time, but never more than the lateness ahead of when it was received, so that a wrong clock
 * cannot move it into the future.
 *
 * <p>A partition from which nothing has come for a while holds the others back no longer. When it
 * has been quiet for longer than the lateness, too, nothing in time is missing: then the watermark
 * goes up to its greatest clock, so that what came last becomes final without a next event.
 */
final class EventClock implements WatermarkGenerator<Event> {
  private final long latenessMillis;
  private final long idleNanos;
  private final long completeNanos;
  private final RelativeClock clock;
  private long greatestMillis = Long.MIN_VALUE;
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

  @Override
  public void onEvent(Event event, long timestamp, WatermarkOutput output) {
    long millis = Math.floorDiv(EventSide.clockMicros(event, latenessMillis), 1000L);
    greatestMillis = Math.max(greatestMillis, millis);
    quietSinceNanos = clock.relativeTimeNanos();
    idle = false;
    complete = false;
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
    } else if (greatestMillis > Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(greatestMillis - latenessMillis - 1));
    }
  }
}
