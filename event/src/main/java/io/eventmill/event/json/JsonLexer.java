package io.eventmill.event.json;

/**
 * The words of JSON (RFC 8259, well-formed UTF-8), checked to the letter: a place in the bytes that
 * moves over strings, numbers, literals and white space. Those who read events build on it and see
 * to objects and arrays.
 */
abstract class JsonLexer {
  private final int depthMax;
  byte[] json = {};

  /** Where the text begins; offsets in messages count from here. */
  int base;

  /** Where the text ends. */
  int limit;

  /** The next byte to look at. */
  int at;

  /** Whether the string passed last holds an escape. */
  boolean escaped;

  JsonLexer(int depthMax) {
    if (depthMax < 1 || depthMax > JsonScanner.DEPTH_MAX_LIMIT) {
      throw new IllegalArgumentException(
          "a depth limit of " + depthMax + " is not from 1 to " + JsonScanner.DEPTH_MAX_LIMIT);
    }
    this.depthMax = depthMax;
  }

  final void begin(byte[] bytes, int from, int to) {
    json = bytes;
    base = from;
    at = from;
    limit = to;
  }

  /** What the value is that must stand here. */
  final JsonKind valueBegins() throws JsonSyntaxException {
    if (at >= limit) {
      throw error("expected a value, found the end");
    }
    return JsonKind.of(json[at]);
  }

  final void expectEnd() throws JsonSyntaxException {
    skipWhitespace();
    if (at < limit) {
      throw error("expected the end of the event, found " + found());
    }
  }

  /** Goes behind the brace or bracket that opens this level. */
  final void open(int depth) throws JsonSyntaxException {
    if (depth > depthMax) {
      throw new JsonSyntaxException("nested deeper than the limit of " + depthMax, at - base, true);
    }
    at++;
    skipWhitespace();
  }

  /** Whether the next byte is this one; if so, goes behind it. */
  final boolean take(char c) {
    if (at < limit && json[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Whether a list goes on: a comma, or else the bracket that must close it. */
  final boolean goesOn(char closing, String where) throws JsonSyntaxException {
    skipWhitespace();
    if (take(',')) {
      skipWhitespace();
      return true;
    }
    if (take(closing)) {
      return false;
    }
    throw error("expected ',' or '" + closing + "' in the " + where + ", found " + found());
  }

  /** Passes a member's name. */
  final void name() throws JsonSyntaxException {
    if (at >= limit || json[at] != '"') {
      throw error("expected a field name in quotes, found " + found());
    }
    string();
  }

  /** Passes the colon behind a name, up to where the value must begin. */
  final void colon() throws JsonSyntaxException {
    skipWhitespace();
    if (!take(':')) {
      throw error("expected ':' after the field name, found " + found());
    }
    skipWhitespace();
  }

  /** From the opening quote to behind the closing one. */
  final void string() throws JsonSyntaxException {
    byte[] b = json;
    int start = at;
    int i = start + 1;
    escaped = false;
    int to = limit;
    while (i < to) {
      byte c = b[i];
      if (c == '"') {
        at = i + 1;
        return;
      }
      if (c == '\\') {
        escaped = true;
        i = escape(i);
      } else if (c >= ' ') {
        i++;
      } else if (c < 0) {
        i = multibyte(i);
      } else {
        at = i;
        throw error("a control character must be escaped in a string; found " + found());
      }
    }
    at = to;
    throw error("the string that begins at byte " + (start - base) + " is not closed");
  }

  private int escape(int i) throws JsonSyntaxException {
    at = i;
    if (i + 1 >= limit) {
      throw error("an escape is cut off");
    }
    switch (json[i + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
        return i + 2;
      case 'u':
        if (i + 6 > limit) {
          throw error("an escape is cut off");
        }
        for (int k = i + 2; k < i + 6; k++) {
          if (Character.digit(json[k], 16) < 0) {
            at = k;
            throw error("expected four hex digits after \\u, found " + found());
          }
        }
        return i + 6;
      default:
        at = i + 1;
        throw error("no such escape: \\ followed by " + found());
    }
  }

  /** Well-formed UTF-8 only (Unicode 15, table 3-7): no overlong forms, no surrogates. */
  private int multibyte(int i) throws JsonSyntaxException {
    int lead = json[i] & 0xff;
    int length;
    int lowest = 0x80;
    int highest = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
      length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      length = 3;
      lowest = lead == 0xe0 ? 0xa0 : 0x80;
      highest = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      length = 4;
      lowest = lead == 0xf0 ? 0x90 : 0x80;
      highest = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
      at = i;
      throw error("not UTF-8: " + found());
    }
    for (int k = 1; k < length; k++) {
      int c = i + k < limit ? json[i + k] & 0xff : 0;
      if (c < lowest || c > highest) {
        at = i;
        throw error("not UTF-8: " + found());
      }
      lowest = 0x80;
      highest = 0xbf;
    }
    return i + length;
  }

  final void literal(String word) throws JsonSyntaxException {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= limit || json[at + i] != word.charAt(i)) {
        throw error("expected a value, found " + found());
      }
    }
    at += word.length();
  }

  final void number() throws JsonSyntaxException {
    int start = at;
    int i = start;
    if (json[i] == '-') {
      i++;
    }
    int digits = i;
    i = digits(i);
    if (i == digits) {
      at = i;
      throw error(
          i == start ? "expected a value, found " + found() : "a number needs a digit after '-'");
    }
    if (json[digits] == '0' && i > digits + 1) {
      at = digits;
      throw error("a number must not begin with 0");
    }
    if (i < limit && json[i] == '.') {
      int fraction = i + 1;
      i = digits(fraction);
      if (i == fraction) {
        at = i;
        throw error("a number needs a digit after its point");
      }
    }
    if (i < limit && (json[i] == 'e' || json[i] == 'E')) {
      i++;
      if (i < limit && (json[i] == '+' || json[i] == '-')) {
        i++;
      }
      int exponent = i;
      i = digits(exponent);
      if (i == exponent) {
        at = i;
        throw error("a number needs a digit in its exponent");
      }
    }
    at = i;
  }

  private int digits(int from) {
    int i = from;
    while (i < limit && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }

  final void skipWhitespace() {
    byte[] b = json;
    int i = at;
    int to = limit;
    while (i < to && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t')) {
      i++;
    }
    at = i;
  }

  final String found() {
    if (at >= limit) {
      return "the end";
    }
    int c = json[at] & 0xff;
    boolean mark = c == 0xef && at + 2 < limit && json[at + 1] == -0x45 && json[at + 2] == -0x41;
    if (mark) {
      return "a byte order mark";
    }
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
  }

  final JsonSyntaxException error(String message) {
    return new JsonSyntaxException(message, at - base, false);
  }
}
