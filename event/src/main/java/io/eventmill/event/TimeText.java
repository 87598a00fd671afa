package io.eventmill.event;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.zone.ZoneRules;

/**
 * Reads a written time from left to right, by hand: one is read for every event. Knows ISO 8601
 * ({@code 2015-05-17T10:05:03.25Z}; a blank for the T, slashes in the date, no seconds, no offset
 * or no time of day are allowed) and the access log's {@code 17/May/2015:10:05:03 +0000}.
 */
final class TimeText {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final long MICROS = 1_000_000;

  private final byte[] text;
  private final int from;
  private final int to;
  private int at;

  private TimeText(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.at = from;
  }

  static long micros(byte[] text, int from, int to, ZoneRules zone) throws TimeFormatException {
    return new TimeText(text, from, to).micros(zone);
  }

  static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  private long micros(ZoneRules zone) throws TimeFormatException {
    boolean log = isAt(from + 1, '/') || isAt(from + 2, '/');
    LocalDate date = log ? logDate() : isoDate();
    if (at == to && !log) {
      return seconds(date.atStartOfDay(), zone) * MICROS;
    }
    boolean separated = log ? take(':') : take('T') || take(' ') || take('t');
    if (!separated) {
      throw expected(log ? "':' and the time of day" : "'T' or a blank, and the time of day");
    }
    int hour = number(2, "an hour", 0, 23);
    must(':');
    int minute = number(2, "a minute", 0, 59);
    int second = 0;
    int fraction = 0;
    if (take(':')) {
      second = number(2, "a second", 0, 59);
      fraction = take('.') || take(',') ? fraction() : 0;
    }
    LocalDateTime local = date.atTime(hour, minute, second);
    long seconds = at == to ? seconds(local, zone) : utcSeconds(local) - offset();
    if (at < to) {
      throw expected("the end");
    }
    return seconds * MICROS + fraction;
  }

  private LocalDate isoDate() throws TimeFormatException {
    int year = number(4, "a year", 1, 9999);
    char separator = isAt(at, '/') ? '/' : '-';
    must(separator);
    int month = number(2, "a month", 1, 12);
    must(separator);
    return LocalDate.of(year, month, day(2, year, month));
  }

  /** The day stands first, the year is still to come: the day is checked when both are known. */
  private LocalDate logDate() throws TimeFormatException {
    int dayAt = at;
    int dayDigits = isAt(from + 1, '/') ? 1 : 2;
    number(dayDigits, "a day", 1, 31);
    must('/');
    int month = at + 3 <= to ? MONTHS.indexOf(string(text, at, at + 3)) : -1;
    if (month < 0 || month % 3 != 0) {
      throw expected("a month (Jan to Dec)");
    }
    at += 3;
    must('/');
    int year = number(4, "a year", 1, 9999);
    int behind = at;
    at = dayAt;
    LocalDate date = LocalDate.of(year, month / 3 + 1, day(dayDigits, year, month / 3 + 1));
    at = behind;
    return date;
  }

  private int day(int digits, int year, int month) throws TimeFormatException {
    int most = Month.of(month).length(Year.isLeap(year));
    return number(digits, "a day", 1, most);
  }

  /** Microseconds of one to nine digits behind the point; those finer are cut off. */
  private int fraction() throws TimeFormatException {
    int micros = 0;
    int first = at;
    while (at < to && isDigit(at)) {
      if (at - first < 6) {
        micros = micros * 10 + (text[at] - '0');
      }
      at++;
    }
    int digits = at - first;
    if (digits == 0 || digits > 9) {
      at = first;
      throw expected("one to nine digits after the point");
    }
    for (int i = digits; i < 6; i++) {
      micros *= 10;
    }
    return micros;
  }

  /** Z, +02, +0200 or +02:00; one blank may stand before it. */
  private int offset() throws TimeFormatException {
    take(' ');
    if (take('Z') || take('z')) {
      return 0;
    }
    int signAt = at;
    boolean minus = take('-');
    if (!minus && !take('+')) {
      throw expected("Z or an offset such as +02:00");
    }
    int hours = number(2, "an offset's hours", 0, 18);
    int minutes = take(':') || at < to ? number(2, "an offset's minutes", 0, 59) : 0;
    int seconds = hours * 3600 + minutes * 60;
    if (seconds > 18 * 3600) {
      at = signAt;
      throw expected("an offset from -18:00 to +18:00");
    }
    return minus ? -seconds : seconds;
  }

  /**
   * Daylight saving: a time that happens twice is the earlier one; a time that is skipped is read
   * with the offset before the gap, so it lands as much behind the gap as it was inside.
   */
  private static long seconds(LocalDateTime local, ZoneRules zone) {
    return utcSeconds(local) - zone.getOffset(local).getTotalSeconds();
  }

  private static long utcSeconds(LocalDateTime local) {
    return local.toLocalDate().toEpochDay() * 86_400 + local.toLocalTime().toSecondOfDay();
  }

  private int number(int digits, String what, int least, int most) throws TimeFormatException {
    int number = 0;
    boolean good = at + digits <= to;
    for (int i = at; good && i < at + digits; i++) {
      good = isDigit(i);
      number = number * 10 + (text[i] - '0');
    }
    if (!good || number < least || number > most) {
      throw expected(
          what
              + " ("
              + digits
              + (digits == 1 ? " digit" : " digits")
              + ", "
              + least
              + " to "
              + most
              + ")");
    }
    at += digits;
    return number;
  }

  private boolean isDigit(int i) {
    return text[i] >= '0' && text[i] <= '9';
  }

  private boolean isAt(int i, char c) {
    return i < to && text[i] == c;
  }

  private boolean take(char c) {
    boolean there = isAt(at, c);
    if (there) {
      at++;
    }
    return there;
  }

  private void must(char c) throws TimeFormatException {
    if (!take(c)) {
      throw expected("'" + c + "'");
    }
  }

  private TimeFormatException expected(String what) {
    String rest = at < to ? "'" + string(text, at, to) + "'" : "the end";
    return new TimeFormatException(
        "'" + string(text, from, to) + "' is no known time: expected " + what + ", found " + rest);
  }
}
