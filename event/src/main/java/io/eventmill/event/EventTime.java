package io.eventmill.event;

import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Objects;

/**
 * Reads an event's time, whatever the sender's habit, as epoch microseconds: ISO 8601, {@code
 * yyyy-MM-dd HH:mm:ss[.SSSSSS]}, {@code yyyy/MM/dd HH:mm:ss}, the access log's {@code
 * 17/May/2015:10:05:03 +0000}, epoch seconds, milliseconds or microseconds as a number or as text.
 * A time without offset is one of the given zone. The same text always gives the same time: there
 * is no clock here. Years 1 to 9999. See RATIONALE.md for what is recognised by what.
 */
public final class EventTime {
  /** The longest known form has 40 bytes; a bound on the work for the rest. */
  public static final int LENGTH_MAX = 64;

  /** For messages: what would be right. */
  public static final String KNOWN_FORMS =
      "2015-05-17T10:05:03.25Z, 2015-05-17 10:05:03, 17/May/2015:10:05:03 +0000,"
          + " or epoch seconds, ms or µs";

  private static final long EARLIEST = -62_135_596_800_000_000L; // 0001-01-01T00:00:00Z
  private static final long LATEST = 253_402_300_799_999_999L; // 9999-12-31T23:59:59.999999Z

  private final ZoneRules zone;

  public EventTime(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone is null").getRules();
  }

  /** The time in a field of the last scan, which must be there. */
  public long micros(JsonScanner scan, int field) throws TimeFormatException {
    JsonKind kind = scan.kind(field);
    if (kind == JsonKind.NUMBER) {
      return micros(scan.bytes(), scan.start(field), scan.end(field));
    }
    if (kind == JsonKind.STRING) {
      return scan.isEscaped(field)
          ? micros(scan.text(field))
          : micros(scan.bytes(), scan.start(field) + 1, scan.end(field) - 1);
    }
    throw new TimeFormatException(
        "expected a time as a string or a number, found " + kind.described());
  }

  public long micros(String text) throws TimeFormatException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return micros(bytes, 0, bytes.length);
  }

  private long micros(byte[] text, int from, int to) throws TimeFormatException {
    if (from == to) {
      throw new TimeFormatException("the time is empty; write e.g. " + KNOWN_FORMS);
    }
    if (to - from > LENGTH_MAX) {
      throw new TimeFormatException(
          "a text of " + (to - from) + " bytes is no known time (the limit is " + LENGTH_MAX + ")");
    }
    long micros =
        EpochNumber.isNumber(text, from, to)
            ? EpochNumber.micros(text, from, to)
            : TimeText.micros(text, from, to, zone);
    if (micros < EARLIEST || micros > LATEST) {
      throw new TimeFormatException(
          "'" + TimeText.string(text, from, to) + "' is outside the years 1 to 9999 (UTC)");
    }
    return micros;
  }
}
