package io.eventmill.steps.validate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Moves over the bytes of a JSON text, token by token, and takes only what is JSON to the letter
 * (RFC 8259, well-formed UTF-8), like the event's JsonScanner. Eight bytes of a string at a time.
 */
class JsonCursor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private final int depthMax;
  private final int numberDigitsMax;

  byte[] json = {};
  int base;
  int at;
  int limit;
  int depth;

  /** The string read last has an escape in it. */
  boolean escaped;

  /** The number read last has a point or an exponent. */
  boolean fractional;

  JsonCursor(SchemaSettings settings) {
    this.depthMax = settings.depthMax();
    this.numberDigitsMax = settings.numberDigitsMax();
  }

  final void begin(byte[] bytes, int from, int to) {
    json = bytes;
    base = from;
    at = from;
    limit = to;
    depth = 0;
    skipSpace();
  }

  /** Nothing but white space may follow the value. */
  final void end() {
    skipSpace();
    if (at < limit) {
      throw notJson("expected the end of the event, found " + found());
    }
  }

  final void skipSpace() {
    byte[] b = json;
    int i = at;
    int end = limit;
    while (i < end && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t')) {
      i++;
    }
    at = i;
  }

  /** The first byte of the value at the cursor. */
  final byte peek() {
    if (at >= limit) {
      throw notJson("expected a value, found the end");
    }
    return json[at];
  }

  /** Steps into an object or array; true when it is empty, and the cursor then behind it. */
  final boolean enter(char close) {
    if (++depth > depthMax) {
      throw new Stop(Violation.LIMIT, at, "is nested deeper than the limit of " + depthMax);
    }
    at++;
    skipSpace();
    if (at < limit && json[at] == close) {
      at++;
      depth--;
      return true;
    }
    return false;
  }

  /** Behind a member or element: true when another follows, and the cursor then at it. */
  final boolean more(char close) {
    if (at + 1 < limit && json[at] == ',' && json[at + 1] > ' ') {
      at++;
      return true;
    }
    skipSpace();
    if (at < limit) {
      byte c = json[at];
      if (c == ',') {
        at++;
        skipSpace();
        return true;
      }
      if (c == close) {
        at++;
        depth--;
        return false;
      }
    }
    throw notJson("expected ',' or '" + close + "', found " + found());
  }

  /** Past a name: over the colon to the value. */
  final void colon() {
    if (at + 1 < limit && json[at] == ':' && json[at + 1] > ' ') { // as machines write it
      at++;
      return;
    }
    skipSpace();
    if (at >= limit || json[at] != ':') {
      throw notJson("expected ':' after the field name, found " + found());
    }
    at++;
    skipSpace();
  }

  final void name() {
    if (at >= limit || json[at] != '"') {
      throw notJson("expected a field name in quotes, found " + found());
    }
    string();
  }

  /** From the opening quote to behind the closing one. */
  final void string() {
    byte[] b = json;
    int end = limit;
    int open = at;
    int i = open + 1;
    escaped = false;
    while (true) {
      while (i + 8 <= end) {
        long special = special((long) LONGS.get(b, i));
        if (special != 0) {
          i += Long.numberOfTrailingZeros(special) >>> 3;
          break;
        }
        i += 8;
      }
      if (i >= end) {
        at = end;
        throw notJson("the string that begins at byte " + (open - base) + " is not closed");
      }
      byte c = b[i];
      if (c == '"') {
        at = i + 1;
        return;
      }
      if (c == '\\') {
        escaped = true;
        i = escape(i);
      } else if (c < 0) {
        i = multibyte(i);
      } else if (c < 0x20) {
        at = i;
        throw notJson("a control character must be escaped in a string; found " + found());
      } else {
        i++;
      }
    }
  }

  /** High bits mark, from the lowest, the first byte that is a quote, \, control or not ASCII. */
  private static long special(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    long marks =
        ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word);
    return (marks | word) & HIGHS;
  }

  private int escape(int i) {
    if (i + 1 >= limit) {
      at = i;
      throw notJson("an escape is cut off");
    }
    return switch (json[i + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
      case 'u' -> unicode(i);
      default -> {
        at = i + 1;
        throw notJson("no such escape: \\ followed by " + found());
      }
    };
  }

  private int unicode(int i) {
    if (i + 6 > limit) {
      at = i;
      throw notJson("an escape is cut off");
    }
    for (int k = i + 2; k < i + 6; k++) {
      if (Character.digit(json[k], 16) < 0) {
        at = k;
        throw notJson("expected four hex digits after \\u, found " + found());
      }
    }
    return i + 6;
  }

  /** Well-formed UTF-8 only (Unicode 15, table 3-7): no overlong forms, no surrogates. */
  private int multibyte(int i) {
    int lead = json[i] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    boolean good = lead >= 0xc2 && lead <= 0xf4;
    for (int k = 1; good && k < length; k++) {
      int c = i + k < limit ? json[i + k] & 0xff : 0;
      good = c >= lowest && c <= highest;
      lowest = 0x80;
      highest = 0xbf;
    }
    if (!good) {
      at = i;
      throw notJson("not UTF-8: " + found());
    }
    return i + length;
  }

  final void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= limit || json[at + i] != word.charAt(i)) {
        throw notJson("expected a value, found " + found());
      }
    }
    at += word.length();
  }

  final void number() {
    int from = at;
    int i = json[from] == '-' ? from + 1 : from;
    int whole = i;
    i = digits(i);
    if (i == whole) {
      at = i;
      throw notJson(
          i == from ? "expected a value, found " + found() : "a number needs a digit after '-'");
    }
    if (json[whole] == '0' && i > whole + 1) {
      at = whole;
      throw notJson("a number must not begin with 0");
    }
    fractional = false;
    if (i < limit && json[i] == '.') {
      fractional = true;
      int fraction = i + 1;
      i = digits(fraction);
      if (i == fraction) {
        at = i;
        throw notJson("a number needs a digit after its point");
      }
    }
    if (i < limit && (json[i] == 'e' || json[i] == 'E')) {
      i = exponent(i + 1);
    }
    if (i - from > numberDigitsMax) {
      throw new Stop(
          Violation.LIMIT, from, "is a number of more than " + numberDigitsMax + " digits");
    }
    at = i;
  }

  private int exponent(int from) {
    fractional = true;
    int i = from < limit && (json[from] == '+' || json[from] == '-') ? from + 1 : from;
    int digits = i;
    int value = 0;
    for (; i < limit && json[i] >= '0' && json[i] <= '9'; i++) {
      value = Math.min(value * 10 + json[i] - '0', 1_000_000);
    }
    if (i == digits) {
      at = i;
      throw notJson("a number needs a digit in its exponent");
    }
    if (value > numberDigitsMax) {
      throw new Stop(Violation.LIMIT, at, "is a number with an exponent beyond " + numberDigitsMax);
    }
    return i;
  }

  private int digits(int from) {
    int i = from;
    while (i < limit && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }

  private String found() {
    if (at >= limit) {
      return "the end";
    }
    int c = json[at] & 0xff;
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
  }

  private Stop notJson(String message) {
    return new Stop(Violation.NOT_JSON, at, message + " at byte " + (at - base));
  }
}
