package io.eventmill.steps.validate.regex;

import java.nio.charset.StandardCharsets;

/**
 * A regular expression as JSON Schema means it: ECMA 262 in unicode mode, found anywhere in the
 * text. Nearly all patterns become a table and take one look-up per character; those with
 * look-around, back references or word boundaries, and those whose table would grow too big, run on
 * a budget of steps. Immutable; any number of threads may match at once.
 */
public final class EcmaPattern {
  public static final int STEPS_MAX_DEFAULT = 100_000;

  /** A bound on the parser's work, far above any pattern a person writes. */
  static final int LENGTH_MAX = 20_000;

  private final String source;
  private final Dfa dfa;
  private final Backtracking backtracking;

  private EcmaPattern(String source, Dfa dfa, Backtracking backtracking) {
    this.source = source;
    this.dfa = dfa;
    this.backtracking = backtracking;
  }

  public static EcmaPattern compile(String source) {
    return compile(source, STEPS_MAX_DEFAULT);
  }

  /**
   * @param stepsMax how many characters may be looked at in one match, where there is no table
   * @throws PatternSyntax saying what is wrong and where
   */
  public static EcmaPattern compile(String source, int stepsMax) {
    Re re = parse(source);
    try {
      return new EcmaPattern(source, Dfa.of(Nfa.of(re)), null);
    } catch (Nfa.NotRegular e) {
      return new EcmaPattern(source, null, new Backtracking(re, stepsMax));
    }
  }

  /** True when the text is a pattern; looks at its syntax only. */
  public static boolean isPattern(String source) {
    try {
      parse(source);
      return true;
    } catch (PatternSyntax e) {
      return false;
    }
  }

  private static Re parse(String source) {
    if (source.length() > LENGTH_MAX) {
      throw new PatternSyntax("the pattern is longer than " + LENGTH_MAX + " characters");
    }
    return ReParser.parse(source);
  }

  /**
   * @throws TooManySteps when the budget is used up before there is an answer
   */
  public boolean find(CharSequence text) {
    return dfa != null ? dfa.find(text) : backtracking.find(text);
  }

  /**
   * The same over well-formed UTF-8; makes no garbage where there is a table.
   *
   * @throws TooManySteps when the budget is used up before there is an answer
   */
  public boolean find(byte[] text, int from, int to) {
    return dfa != null
        ? dfa.find(text, from, to)
        : backtracking.find(new String(text, from, to - from, StandardCharsets.UTF_8));
  }

  /** True when matching takes one step per character. */
  public boolean isTable() {
    return dfa != null;
  }

  @Override
  public String toString() {
    return source;
  }
}
