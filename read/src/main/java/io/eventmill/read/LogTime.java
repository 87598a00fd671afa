package io.eventmill.read;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The time of an access log, {@code 17/May/2015:10:05:03 +0000}, as ISO 8601. */
final class LogTime {
  static final int LENGTH = 26;

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private LogTime() {}

  /** The same instant with the same offset, or null when the text is no time. */
  static String iso(String text) {
    if (text.length() != LENGTH || !separatorsStand(text)) {
      return null;
    }
    int month = MONTHS.indexOf(text.substring(3, 6)) + 1;
    char sign = text.charAt(21);
    if (month == 0 || (sign != '+' && sign != '-')) {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(text, 7, 11),
              month,
              number(text, 0, 2),
              number(text, 12, 14),
              number(text, 15, 17),
              number(text, 18, 20));
      int minutes = number(text, 22, 24) * 60 + number(text, 24, 26);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds((sign == '-' ? -minutes : minutes) * 60);
      return OffsetDateTime.of(local, offset).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static boolean separatorsStand(String text) {
    return text.charAt(2) == '/'
        && text.charAt(6) == '/'
        && text.charAt(11) == ':'
        && text.charAt(14) == ':'
        && text.charAt(17) == ':'
        && text.charAt(20) == ' ';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new NumberFormatException(text);
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
