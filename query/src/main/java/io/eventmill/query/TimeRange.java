package io.eventmill.query;

import io.eventmill.query.http.Params;
import java.time.Clock;

/**
 * The parameters {@code from} and {@code to}: epoch microseconds, null where there is no bound.
 *
 * @param fromMicros at or after
 * @param toMicros before
 */
record TimeRange(Long fromMicros, Long toMicros) {
  static TimeRange read(Params params, Clock clock) {
    Long from = time(params, "from", clock);
    Long to = time(params, "to", clock);
    if (from != null && to != null && from > to) {
      params.problem(
          "from", IsoTime.ofMicros(from) + " is after 'to', " + IsoTime.ofMicros(to) + ".");
    }
    return new TimeRange(from, to);
  }

  private static Long time(Params params, String name, Clock clock) {
    String text = params.one(name);
    if (text == null) {
      return null;
    }
    try {
      return TimeText.micros(text, clock);
    } catch (IllegalArgumentException e) {
      params.problem(name, e.getMessage());
      return null;
    }
  }
}
