package io.eventmill.jobs;

import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.NextLook;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;

/** The timers of the current key: at most one by the watermark and one by Flink's own clock. */
final class KeyTimers {
  private KeyTimers() {}

  /** Gives what is set afterwards: of what was and what is needed, the earlier. */
  static NextLook earlier(NextLook set, NextLook needed, TimerService timers) {
    if (needed.watermark() < set.watermark()) {
      clear(new NextLook(set.watermark(), History.NONE), timers);
      timers.registerEventTimeTimer(needed.watermark());
    }
    if (needed.millis() < set.millis()) {
      clear(new NextLook(History.NONE, set.millis()), timers);
      timers.registerProcessingTimeTimer(needed.millis());
    }
    return set.or(needed);
  }

  /** What is left when one has gone off. */
  static NextLook without(NextLook set, TimeDomain gone) {
    return gone == TimeDomain.EVENT_TIME
        ? new NextLook(History.NONE, set.millis())
        : new NextLook(set.watermark(), History.NONE);
  }

  static void clear(NextLook set, TimerService timers) {
    if (set.watermark() != History.NONE) {
      timers.deleteEventTimeTimer(set.watermark());
    }
    if (set.millis() != History.NONE) {
      timers.deleteProcessingTimeTimer(set.millis());
    }
  }
}
