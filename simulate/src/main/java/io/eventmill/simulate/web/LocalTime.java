package io.eventmill.simulate.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** Local time of a zone, fast for times that come nearly in order: the last offset is kept. */
final class LocalTime {
  static final int TEXT_LENGTH = 26;

  private static final long SECOND = 1_000_000;
  private static final long QUARTER = 900 * SECOND; // offsets change only on whole quarter hours
  private static final long DAY = 86_400 * SECOND;

  private final ZoneRules rules;
  private long quarter = Long.MIN_VALUE;
  private long offset;
  private long day = Long.MIN_VALUE;
  private final byte[] date = new byte[10];

  LocalTime(ZoneId zone) {
    this.rules = zone.getRules();
  }

  int hour(long epochMicros) {
    return (int) (Math.floorMod(local(epochMicros), DAY) / (3600 * SECOND));
  }

  /** Writes {@code yyyy-MM-dd HH:mm:ss.ffffff}. */
  void write(long epochMicros, byte[] out, int to) {
    long local = local(epochMicros);
    long ofDay = Math.floorMod(local, DAY);
    date(Math.floorDiv(local, DAY));
    System.arraycopy(date, 0, out, to, date.length);
    int second = (int) (ofDay / SECOND);
    out[to + 10] = ' ';
    digits(second / 3600, 2, out, to + 11);
    out[to + 13] = ':';
    digits(second / 60 % 60, 2, out, to + 14);
    out[to + 16] = ':';
    digits(second % 60, 2, out, to + 17);
    out[to + 19] = '.';
    digits((int) (ofDay % SECOND), 6, out, to + 20);
  }

  private long local(long epochMicros) {
    long now = Math.floorDiv(epochMicros, QUARTER);
    if (now != quarter) {
      quarter = now;
      Instant instant = Instant.ofEpochSecond(Math.floorDiv(epochMicros, SECOND));
      offset = rules.getOffset(instant).getTotalSeconds() * SECOND;
    }
    return epochMicros + offset;
  }

  private void date(long epochDay) {
    if (epochDay != day) {
      day = epochDay;
      LocalDate local = LocalDate.ofEpochDay(epochDay);
      digits(local.getYear(), 4, date, 0);
      date[4] = '-';
      digits(local.getMonthValue(), 2, date, 5);
      date[7] = '-';
      digits(local.getDayOfMonth(), 2, date, 8);
    }
  }

  private static void digits(int number, int count, byte[] out, int to) {
    int rest = number;
    for (int i = to + count - 1; i >= to; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
