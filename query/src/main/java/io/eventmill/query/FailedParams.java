package io.eventmill.query;

import io.eventmill.event.Reason;
import io.eventmill.query.http.Params;
import io.eventmill.store.FailedFilter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The parameters that say which failed events; the same for looking and for replaying. */
final class FailedParams {
  static final List<String> NAMES = List.of("id", "source", "reason", "from", "to");

  private static final List<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::name).toList();

  private FailedParams() {}

  static FailedFilter read(Params params, Clock clock, Boolean replayed) {
    TimeRange range = TimeRange.read(params, clock);
    String reason = params.choice("reason", null, REASONS);
    return new FailedFilter(
        params.one("id"),
        params.one("source"),
        reason == null ? null : Reason.valueOf(reason),
        millis(range.fromMicros()),
        millis(range.toMicros()),
        replayed);
  }

  /** True or false; null when absent. */
  static Boolean flag(Params params, String name) {
    String text = params.choice(name, null, List.of("true", "false"));
    return text == null ? null : Boolean.valueOf(text);
  }

  /** Received times are whole milliseconds: the first one that is not before the bound. */
  private static Long millis(Long micros) {
    return micros == null ? null : Long.valueOf(-Math.floorDiv(-micros, 1_000L));
  }
}
