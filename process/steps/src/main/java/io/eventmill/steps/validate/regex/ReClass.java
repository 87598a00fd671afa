package io.eventmill.steps.validate.regex;

import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/** Reads what stands in square brackets. */
final class ReClass {
  private final String source;
  private final BiFunction<Integer, String, PatternSyntax> error;
  private final int open;
  private int at;

  /**
   * @param open index of the opening bracket
   */
  ReClass(String source, int open, BiFunction<Integer, String, PatternSyntax> error) {
    this.source = source;
    this.open = open;
    this.at = open;
    this.error = error;
  }

  /**
   * @param end is told the index behind the closing bracket
   */
  CodePoints parse(IntConsumer end) {
    at++;
    boolean negated = source.startsWith("^", at);
    at += negated ? 1 : 0;
    CodePoints set = CodePoints.NONE;
    while (at < source.length() && source.charAt(at) != ']') {
      ReEscape first = member();
      boolean range =
          source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']';
      if (!range || first.single() < 0) {
        set = set.or(first.set());
        continue;
      }
      at++;
      ReEscape last = member();
      if (last.single() < 0) { // [a-\d]: the hyphen stands for itself
        set = set.or(first.set()).or(CodePoints.single('-')).or(last.set());
      } else if (last.single() < first.single()) {
        throw error.apply(at, "a range ends before it begins");
      } else {
        set = set.or(CodePoints.of(first.single(), last.single()));
      }
    }
    if (at >= source.length()) {
      throw error.apply(open, "a '[' is not closed");
    }
    end.accept(at + 1);
    return negated ? set.not() : set;
  }

  private ReEscape member() {
    int c = source.codePointAt(at);
    ReEscape member;
    if (c != '\\') {
      member = new ReEscape(CodePoints.single(c), c, at + Character.charCount(c));
    } else if (source.startsWith("\\b", at)) {
      member = new ReEscape(CodePoints.single('\b'), '\b', at + 2);
    } else {
      member = ReEscape.parse(source, at, error);
    }
    at = member.end();
    return member;
  }
}
