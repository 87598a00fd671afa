package io.eventmill.steps.validate.regex;

import java.util.function.BiFunction;

/**
 * What a backslash stands for where it means characters.
 *
 * @param single the one code point, or -1 when it is a set such as \d
 * @param end index behind the escape
 */
record ReEscape(CodePoints set, int single, int end) {

  /**
   * @param at index of the backslash
   * @param error makes the exception for a place and a message
   */
  static ReEscape parse(String source, int at, BiFunction<Integer, String, PatternSyntax> error) {
    if (at + 1 >= source.length()) {
      throw error.apply(at, "a '\\' at the end");
    }
    int c = source.codePointAt(at + 1);
    int end = at + 1 + Character.charCount(c);
    return switch (c) {
      case 'd' -> named(UnicodeSets.DIGIT, end);
      case 'D' -> named(UnicodeSets.DIGIT.not(), end);
      case 's' -> named(UnicodeSets.SPACE, end);
      case 'S' -> named(UnicodeSets.SPACE.not(), end);
      case 'w' -> named(UnicodeSets.WORD, end);
      case 'W' -> named(UnicodeSets.WORD.not(), end);
      case 'p', 'P' -> property(source, end, c == 'P', error);
      case 't' -> one('\t', end);
      case 'n' -> one('\n', end);
      case 'r' -> one('\r', end);
      case 'f' -> one('\f', end);
      case 'v' -> one(0x0b, end);
      case '0' -> nul(source, end, error);
      case 'c' -> control(source, end, error);
      case 'x' -> one(hex(source, end, end + 2, error), end + 2);
      case 'u' -> unicode(source, end, error);
      default -> itself(c, at, end, error);
    };
  }

  private static ReEscape named(CodePoints set, int end) {
    return new ReEscape(set, -1, end);
  }

  private static ReEscape one(int codePoint, int end) {
    return new ReEscape(CodePoints.single(codePoint), codePoint, end);
  }

  private static ReEscape itself(
      int c, int at, int end, BiFunction<Integer, String, PatternSyntax> error) {
    boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
    if (letter) {
      throw error.apply(at, "ECMA 262 has no \\" + (char) c);
    }
    return one(c, end);
  }

  private static ReEscape property(
      String source, int at, boolean negated, BiFunction<Integer, String, PatternSyntax> error) {
    int close = source.indexOf('}', at);
    if (!source.startsWith("{", at) || close < 0) {
      throw error.apply(at, "\\p needs a name in braces, such as \\p{L}");
    }
    CodePoints set = UnicodeSets.property(source.substring(at + 1, close));
    return named(negated ? set.not() : set, close + 1);
  }

  private static ReEscape nul(
      String source, int end, BiFunction<Integer, String, PatternSyntax> error) {
    if (end < source.length() && Character.digit(source.charAt(end), 10) >= 0) {
      throw error.apply(end, "ECMA 262 has no octal escapes");
    }
    return one(0, end);
  }

  private static ReEscape control(
      String source, int at, BiFunction<Integer, String, PatternSyntax> error) {
    int c = at < source.length() ? source.charAt(at) : 0;
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
      throw error.apply(at, "\\c needs a letter");
    }
    return one(c % 32, at + 1);
  }

  private static ReEscape unicode(
      String source, int at, BiFunction<Integer, String, PatternSyntax> error) {
    if (source.startsWith("{", at)) {
      int close = source.indexOf('}', at);
      int code = close < 0 ? -1 : hex(source, at + 1, close, error);
      if (code < 0 || code > Character.MAX_CODE_POINT) {
        throw error.apply(at, "no such code point");
      }
      return one(code, close + 1);
    }
    int code = hex(source, at, at + 4, error);
    if (Character.isHighSurrogate((char) code) && source.startsWith("\\u", at + 4)) {
      boolean plain = !source.startsWith("{", at + 6);
      int low = plain ? hex(source, at + 6, at + 10, error) : 0;
      if (plain && Character.isLowSurrogate((char) low)) {
        return one(Character.toCodePoint((char) code, (char) low), at + 10);
      }
    }
    return one(code, at + 4);
  }

  private static int hex(
      String source, int from, int to, BiFunction<Integer, String, PatternSyntax> error) {
    boolean good = to <= source.length() && from < to && to - from <= 6;
    int code = 0;
    for (int i = from; good && i < to; i++) {
      int digit = Character.digit(source.charAt(i), 16);
      good = digit >= 0;
      code = code * 16 + digit;
    }
    if (!good) {
      throw error.apply(from, "hex digits expected");
    }
    return code;
  }
}
