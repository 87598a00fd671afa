package io.eventmill.store.duckdb;

import io.eventmill.store.FieldText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * A JSON number as the column types can hold it without loss. Reads one number after another into
 * itself; not for sharing between threads.
 */
final class NumberValue {
  /** Which column can hold the number. */
  enum Kind {
    /** Whole and within 64 bits. */
    WHOLE,
    /** Not whole, and a double that DuckDB writes with the very same digits. */
    FRACTION,
    /** Anything else: only its text is exact. */
    OTHER
  }

  /** Whole numbers up to this size are exact as doubles too. */
  static final long DOUBLE_WHOLE_MAX = 1L << 53;

  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Kind kind = Kind.OTHER;
  private long whole;
  private double fraction;
  private String text = "";

  Kind kind() {
    return kind;
  }

  long whole() {
    return whole;
  }

  double fraction() {
    return fraction;
  }

  /** Only for {@link Kind#OTHER}. */
  String text() {
    return text;
  }

  boolean fitsDouble() {
    return kind == Kind.FRACTION
        || (kind == Kind.WHOLE && whole >= -DOUBLE_WHOLE_MAX && whole <= DOUBLE_WHOLE_MAX);
  }

  double asDouble() {
    return kind == Kind.WHOLE ? whole : fraction;
  }

  /** Reads the JSON number in {@code json[from, to)}. */
  void read(byte[] json, int from, int to) {
    if (!readShort(json, from, to)) {
      readAny(new String(json, from, to - from, StandardCharsets.US_ASCII));
    }
  }

  /** Numbers of at most 15 digits without exponent: nearly all. */
  private boolean readShort(byte[] json, int from, int to) {
    boolean negative = json[from] == '-';
    int i = negative ? from + 1 : from;
    if (to - i > 16) {
      return false;
    }
    long digits = 0;
    int point = -1;
    for (; i < to; i++) {
      byte c = json[i];
      if (c == '.') {
        point = i;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else {
        return false;
      }
    }
    int decimals = point < 0 ? 0 : to - 1 - point;
    if (digits >= 1_000_000_000_000_000L) {
      return false;
    }
    while (decimals > 0 && digits % 10 == 0) {
      digits /= 10;
      decimals--;
    }
    if (decimals == 0) {
      kind = Kind.WHOLE;
      whole = negative ? -digits : digits;
    } else {
      kind = Kind.FRACTION;
      double size = digits / TENS[decimals]; // both exact, so the quotient is the nearest double
      fraction = negative ? -size : size;
    }
    return true;
  }

  private void readAny(String json) {
    kind = Kind.OTHER;
    text = FieldText.ofNumber(json);
    if (text.length() > 40) {
      return;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(text).stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException e) { // an exponent past two billion
      return;
    }
    if (value.scale() <= 0) {
      if (isLong(value)) {
        kind = Kind.WHOLE;
        whole = value.longValueExact();
      }
    } else if (isWrittenSoByDuckDb(value)) {
      kind = Kind.FRACTION;
      fraction = value.doubleValue();
    }
  }

  private static boolean isLong(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        && value.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
  }

  /** True when the value is the shortest decimal that reads back as its double. */
  private static boolean isWrittenSoByDuckDb(BigDecimal value) {
    int digits = value.precision();
    double nearest = value.doubleValue();
    if (digits > 17 || Math.abs(nearest) < Double.MIN_NORMAL) {
      return false;
    }
    if (digits <= 15) {
      return true;
    }
    BigDecimal exact = new BigDecimal(nearest);
    if (round(exact, digits).compareTo(value) != 0) {
      return false;
    }
    return round(exact, digits - 1).doubleValue() != nearest;
  }

  private static BigDecimal round(BigDecimal value, int digits) {
    return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
