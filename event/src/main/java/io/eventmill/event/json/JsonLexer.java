package io.eventmill.event.json;

/**
 * The words of JSON (RFC 8259, well-formed UTF-8), checked to the letter: strings, numbers,
 * literals, white space. Those who read events build on it and see to objects and arrays.
 */
abstract class JsonLexer {
  private final int depthMax;
  byte[] json = {};
  int limit;
  int at;

  /** True when the string last read has an escape in it. */
  boolean escaped;

  int base;

  JsonLexer(int depthMax) {
    this.depthMax = depthMax;
  }

  final void begin(byte[] bytes, int from, int to) {
    json = bytes;
    base = from;
    at = from;
    limit = to;
  }

  /** The first byte of the value that must stand here. */
  final byte valueBegins() throws JsonSyntaxException {
    if (at >= limit) {
      throw error("expected a value, found the end");
    }
    return json[at];
  }

  final void expectEnd() throws JsonSyntaxException {
    skipWhitespace();
    if (at < limit) {
      throw error("expected the end of the event, found " + found());
    }
  }

  final void enter(int depth) throws JsonSyntaxException {
    if (depth > depthMax) {
      throw new JsonSyntaxException("nested deeper than the limit of " + depthMax, at - base, true);
    }
  }

  /** From behind the opening quote to behind the closing one. */
  final int string(int from) throws JsonSyntaxException {
    byte[] b = json;
    int i = from;
    int end = limit;
    escaped = false;
    while (i < end) {
      byte c = b[i];
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        escaped = true;
        i = escape(i);
      } else if (c >= 0x20) {
        i++;
      } else if (c < 0) {
        i = multibyte(i);
      } else {
        at = i;
        throw error("a control character must be escaped in a string; found " + found());
      }
    }
    at = end;
    throw error("the string that begins at byte " + (from - 1 - base) + " is not closed");
  }

  final int escape(int i) throws JsonSyntaxException {
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
  final int multibyte(int i) throws JsonSyntaxException {
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

  final JsonKind literal(String word, JsonKind kind) throws JsonSyntaxException {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= limit || json[at + i] != word.charAt(i)) {
        throw error("expected a value, found " + found());
      }
    }
    at += word.length();
    return kind;
  }

  final void number() throws JsonSyntaxException {
    int i = at;
    if (json[i] == '-') {
      i++;
    }
    int digits = i;
    i = digits(i);
    if (i == digits) {
      throw error("expected a value, found " + found());
    }
    if (json[digits] == '0' && i > digits + 1) {
      throw error("a number must not begin with 0");
    }
    if (i < limit && json[i] == '.') {
      int fraction = i + 1;
      i = digits(fraction);
      if (i == fraction) {
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
        throw error("a number needs a digit in its exponent");
      }
    }
    at = i;
  }

  final int digits(int from) {
    int i = from;
    while (i < limit && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }

  final void skipWhitespace() {
    while (at < limit) {
      byte c = json[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  final String found() {
    if (at >= limit) {
      return "the end";
    }
    int c = json[at] & 0xff;
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
  }

  final JsonSyntaxException error(String message) {
    return new JsonSyntaxException(message, at - base, false);
  }
}
