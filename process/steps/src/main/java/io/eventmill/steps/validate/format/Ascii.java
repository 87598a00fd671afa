package io.eventmill.steps.validate.format;

/** Kinds of ASCII characters, and numbers made of digits. */
final class Ascii {
  private Ascii() {}

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHex(byte c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isAlphanumeric(byte c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The two digits that stand there, or -1. */
  static int two(byte[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : -1;
  }

  static boolean in(int value, int least, int most) {
    return value >= least && value <= most;
  }
}
