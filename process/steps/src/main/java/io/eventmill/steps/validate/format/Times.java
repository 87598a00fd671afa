package io.eventmill.steps.validate.format;

import static io.eventmill.steps.validate.format.Ascii.in;
import static io.eventmill.steps.validate.format.Ascii.two;

/**
 * Dates and times of RFC 3339. Leap seconds, odd offsets, small letters and years before 1000 are
 * left to the library.
 */
final class Times {
  private Times() {}

  static boolean isDate(byte[] text, int from, int to) {
    return to - from == 10 && date(text, from);
  }

  static boolean isTime(byte[] text, int from, int to) {
    return time(text, from, to);
  }

  static boolean isDateTime(byte[] text, int from, int to) {
    return to - from >= 20
        && date(text, from)
        && text[from + 10] == 'T'
        && time(text, from + 11, to);
  }

  private static boolean date(byte[] text, int at) {
    int century = two(text, at);
    int year = two(text, at + 2);
    int month = two(text, at + 5);
    int day = two(text, at + 8);
    if (century < 10 || year < 0 || !in(month, 1, 12) || day < 1) {
      return false;
    }
    int all = century * 100 + year;
    boolean leap = all % 4 == 0 && (all % 100 != 0 || all % 400 == 0);
    int days =
        month == 2
            ? (leap ? 29 : 28)
            : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return day <= days && text[at + 4] == '-' && text[at + 7] == '-';
  }

  private static boolean time(byte[] text, int from, int to) {
    boolean clock =
        to - from >= 9
            && in(two(text, from), 0, 23)
            && text[from + 2] == ':'
            && in(two(text, from + 3), 0, 59)
            && text[from + 5] == ':'
            && in(two(text, from + 6), 0, 59);
    if (!clock) {
      return false;
    }
    int at = from + 8;
    if (text[at] == '.') {
      int digits = at + 1;
      at = digits;
      while (at < to && Ascii.isDigit(text[at])) {
        at++;
      }
      if (!in(at - digits, 1, 9)) {
        return false;
      }
    }
    return (at + 1 == to && text[at] == 'Z') || (at + 6 == to && offset(text, at));
  }

  private static boolean offset(byte[] text, int at) {
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    boolean known = text[at] == '+' || (text[at] == '-' && (hours > 0 || minutes > 0));
    return known && text[at + 3] == ':' && in(hours, 0, 14) && in(minutes, 0, 59);
  }
}
