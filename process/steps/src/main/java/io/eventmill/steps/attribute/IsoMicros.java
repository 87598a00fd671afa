package io.eventmill.steps.attribute;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as ISO 8601 in UTC, always with six decimals: texts sort as times do. */
final class IsoMicros {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private IsoMicros() {}

  static String text(long micros) {
    return FORM.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
