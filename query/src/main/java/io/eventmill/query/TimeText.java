package io.eventmill.query;

import io.eventmill.event.EventTime;
import io.eventmill.event.TimeFormatException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them in a question: everything an event's time may be (ISO 8601, epoch
 * seconds, ms or µs, an access log's; UTC unless it says otherwise), a day ({@code 2026-11-20}),
 * and a time relative to now ({@code now}, {@code now-15m}, {@code now+1h}).
 */
final class TimeText {
  private static final EventTime UTC = new EventTime(ZoneOffset.UTC);
  private static final Pattern RELATIVE = Pattern.compile("now(?:([+ -])(\\w+))?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** A '+' that nobody escaped arrives as a blank. */
  private static final Pattern LOST_PLUS = Pattern.compile("(.*\\dT\\d.*) (\\d\\d:?\\d\\d)");

  private TimeText() {}

  /**
   * Epoch microseconds.
   *
   * @throws IllegalArgumentException with a message for people when the text is no time
   */
  static long micros(String text, Clock clock) {
    Matcher relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      return relative(text, relative, clock);
    }
    try {
      String day = DAY.matcher(text).matches() ? text + "T00:00:00Z" : text;
      return UTC.micros(LOST_PLUS.matcher(day).replaceFirst("$1+$2"));
    } catch (TimeFormatException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a time; write "
              + EventTime.KNOWN_FORMS
              + ", 2026-11-20, now-15m.");
    }
  }

  private static long relative(String text, Matcher relative, Clock clock) {
    long now = micros(clock.instant());
    if (relative.group(1) == null) {
      return now;
    }
    long span = Interval.micros(relative.group(2));
    if (span == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has no length of time after its sign; " + Interval.EXPECTED);
    }
    return relative.group(1).equals("-") ? now - span : now + span;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
