package io.eventmill.event;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Epoch seconds, milliseconds or microseconds, told apart by their size: below 10<sup>11</sup> they
 * are seconds (until the year 5138), below 10<sup>14</sup> milliseconds (from 1973-03-03 on), below
 * 10<sup>17</sup> microseconds. A fraction is allowed in each; what is finer than a microsecond is
 * cut off, towards the past.
 */
final class EpochNumber {
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = 100_000_000_000_000L;
  private static final long MICROS_BELOW = 100_000_000_000_000_000L;

  /** More digits than this go the slow way, so that a long cannot overflow. */
  private static final int FAST_DIGITS = 17;

  private EpochNumber() {}

  /** True when the text is a number as JSON writes it; leading zeros are allowed. */
  static boolean isNumber(byte[] text, int from, int to) {
    int i = from < to && text[from] == '-' ? from + 1 : from;
    int digits = i;
    i = digits(text, i, to);
    if (i == digits) {
      return false;
    }
    if (i < to && text[i] == '.') {
      int fraction = i + 1;
      i = digits(text, fraction, to);
      if (i == fraction) {
        return false;
      }
    }
    if (i < to && (text[i] == 'e' || text[i] == 'E')) {
      i++;
      if (i < to && (text[i] == '+' || text[i] == '-')) {
        i++;
      }
      int exponent = i;
      i = digits(text, exponent, to);
      if (i == exponent) {
        return false;
      }
    }
    return i == to;
  }

  /** Epoch microseconds of a text that {@link #isNumber}. */
  static long micros(byte[] text, int from, int to) throws TimeFormatException {
    if (to - from <= FAST_DIGITS && digits(text, from, to) == to) {
      long number = 0;
      for (int i = from; i < to; i++) {
        number = number * 10 + (text[i] - '0');
      }
      return number * unitMicros(number, text, from, to);
    }
    return slowMicros(text, from, to);
  }

  private static long slowMicros(byte[] text, int from, int to) throws TimeFormatException {
    BigDecimal number;
    try {
      number = new BigDecimal(TimeText.string(text, from, to));
    } catch (NumberFormatException e) { // its exponent is no int
      throw new TimeFormatException(
          TimeText.string(text, from, to) + " has an exponent beyond any time");
    }
    long exponent = (long) number.precision() - number.scale(); // number < 10^exponent
    if (exponent > FAST_DIGITS) {
      throw outOfRange(text, from, to);
    }
    if (exponent < -6) { // keeps setScale from writing out a million zeros
      return number.signum() < 0 ? -1 : 0;
    }
    long unit = unitMicros(number.abs().longValue(), text, from, to);
    return number
        .multiply(BigDecimal.valueOf(unit))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  private static long unitMicros(long magnitude, byte[] text, int from, int to)
      throws TimeFormatException {
    if (magnitude < SECONDS_BELOW) {
      return 1_000_000;
    }
    if (magnitude < MILLIS_BELOW) {
      return 1_000;
    }
    if (magnitude < MICROS_BELOW) {
      return 1;
    }
    throw outOfRange(text, from, to);
  }

  private static int digits(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }

  private static TimeFormatException outOfRange(byte[] text, int from, int to) {
    return new TimeFormatException(
        TimeText.string(text, from, to)
            + " is too large for epoch seconds, milliseconds or microseconds (the limit is 10^17)");
  }
}
