package io.eventmill.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 10s}, {@code 1m}, {@code 1h}, {@code 1d}. */
final class Interval {
  static final String EXPECTED = "write a number and ms, s, m, h, d or w, e.g. 10s, 1m, 1h, 1d.";
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(ms|s|m|h|d|w)");
  private static final List<Unit> UNITS =
      List.of(
          new Unit("w", 604_800_000_000L),
          new Unit("d", 86_400_000_000L),
          new Unit("h", 3_600_000_000L),
          new Unit("m", 60_000_000L),
          new Unit("s", 1_000_000L),
          new Unit("ms", 1_000L));

  /** Widths that read well on an axis. */
  private static final List<String> STEPS =
      List.of(
          "100ms", "500ms", "1s", "2s", "5s", "10s", "15s", "30s", "1m", "2m", "5m", "10m", "15m",
          "30m", "1h", "2h", "3h", "6h", "12h", "1d", "2d", "7d", "14d", "28d", "91d", "364d");

  private Interval() {}

  /** Microseconds; 0 when the text is none. */
  static long micros(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return 0;
    }
    long unit =
        UNITS.stream().filter(u -> u.name.equals(matcher.group(2))).findFirst().get().micros;
    return Long.parseLong(matcher.group(1)) * unit; // six digits never overflow
  }

  /** The shortest text for a length, in the largest unit that divides it. */
  static String text(long micros) {
    Unit unit = UNITS.stream().filter(u -> micros % u.micros == 0).findFirst().get();
    return micros / unit.micros + unit.name;
  }

  /** The finest step that cuts a span into at most about {@code buckets} parts. */
  static long fitting(double spanMicros, int buckets) {
    for (String step : STEPS) {
      if (spanMicros <= (double) micros(step) * buckets) {
        return micros(step);
      }
    }
    double years = spanMicros / micros("364d") / buckets;
    return micros("364d") * (long) Math.ceil(years);
  }

  private record Unit(String name, long micros) {}
}
