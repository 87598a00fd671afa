package io.eventmill.simulate.door;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header Retry-After (RFC 9110): seconds, or a date. */
final class RetryAfter {
  private static final long SECONDS_MAX = Duration.ofDays(1).toSeconds();

  private RetryAfter() {}

  /** Null when the header is absent, says nothing readable or asks for no wait. */
  static Duration parse(String header, Clock clock) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    Duration wait;
    try {
      wait =
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Math.min(Long.parseLong(text), SECONDS_MAX))
              : Duration.between(
                  clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return null;
    }
    return wait.isNegative() || wait.isZero() ? null : wait;
  }
}
