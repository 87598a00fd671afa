package io.eventmill.steps.validate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * A decimal number, exact: unscaled value and scale in two fields where they fit, which is nearly
 * always, and a BigDecimal where not.
 */
final class Decimal {
  private static final int DIGITS_MAX = 18;
  private static final long[] TENS = new long[DIGITS_MAX + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i <= DIGITS_MAX; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private long unscaled;
  private int scale;
  private BigDecimal big;

  /** The number may be needed as a BigDecimal; these say where it stands. */
  private byte[] json;

  private int from;
  private int to;

  static Decimal of(BigDecimal value) {
    byte[] text = value.toPlainString().getBytes(StandardCharsets.US_ASCII);
    Decimal decimal = new Decimal();
    decimal.read(text, 0, text.length);
    return decimal;
  }

  /** Takes the JSON number in {@code bytes[from, to)}. */
  void read(byte[] bytes, int start, int end) {
    json = bytes;
    from = start;
    to = end;
    big = null;
    unscaled = 0;
    scale = 0;
    int i = bytes[start] == '-' ? start + 1 : start;
    int point = -1;
    for (; i < end; i++) {
      byte c = bytes[i];
      if (c == '.') {
        point = i;
      } else if (c >= '0' && c <= '9' && unscaled < TENS[DIGITS_MAX - 1]) {
        unscaled = unscaled * 10 + c - '0';
      } else {
        big = parse();
        return;
      }
    }
    scale = point < 0 ? 0 : end - point - 1;
    if (scale > DIGITS_MAX) {
      big = parse();
    }
    unscaled = bytes[start] == '-' ? -unscaled : unscaled;
  }

  void forget() {
    json = null;
    big = null;
  }

  private BigDecimal parse() {
    return new BigDecimal(new String(json, from, to - from, StandardCharsets.US_ASCII));
  }

  BigDecimal value() {
    return big != null ? big : BigDecimal.valueOf(unscaled, scale);
  }

  boolean isInteger() {
    return big == null
        ? unscaled % TENS[scale] == 0
        : big.signum() == 0 || big.stripTrailingZeros().scale() <= 0;
  }

  int compareTo(Decimal other) {
    if (big == null && other.big == null) {
      if (scale == other.scale) {
        return Long.compare(unscaled, other.unscaled);
      }
      int common = Math.max(scale, other.scale);
      if (fits(common) && other.fits(common)) {
        return Long.compare(scaledTo(common), other.scaledTo(common));
      }
    }
    return value().compareTo(other.value());
  }

  boolean isMultipleOf(Decimal divisor) {
    if (big == null && divisor.big == null) {
      int common = Math.max(scale, divisor.scale);
      if (fits(common) && divisor.fits(common)) {
        return scaledTo(common) % divisor.scaledTo(common) == 0;
      }
    }
    return value().remainder(divisor.value()).signum() == 0;
  }

  /** Whether the value can be written with that many decimal places within a long. */
  private boolean fits(int places) {
    return Math.abs(unscaled) < TENS[DIGITS_MAX - (places - scale)];
  }

  private long scaledTo(int places) {
    return unscaled * TENS[places - scale];
  }
}
