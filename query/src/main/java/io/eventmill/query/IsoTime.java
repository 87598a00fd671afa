package io.eventmill.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as answers write them: ISO 8601 in UTC, always with the digits their precision has. */
final class IsoTime {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private IsoTime() {}

  static String ofMicros(long micros) {
    return MICROS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  static String ofMillis(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }
}
