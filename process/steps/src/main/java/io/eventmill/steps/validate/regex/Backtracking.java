package io.eventmill.steps.validate.regex;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The engine for what no table can do: look-around, back references, word boundaries, and patterns
 * whose table would be too big. It is java.util.regex, which may try without end; so it reads the
 * text through a counter and gives up after a number of steps.
 */
final class Backtracking {
  private final Pattern pattern;
  private final int stepsMax;

  Backtracking(Re re, int stepsMax) {
    StringBuilder out = new StringBuilder();
    write(re, out);
    try {
      this.pattern = Pattern.compile(out.toString());
    } catch (PatternSyntaxException e) {
      throw new PatternSyntax(
          e.getDescription().contains("Look-behind")
              ? "a look-behind (?<=...) must have a greatest length here: write {1,20}, not +"
              : "not supported: " + e.getDescription());
    } catch (StackOverflowError e) {
      throw new PatternSyntax("the pattern is nested too deep");
    }
    this.stepsMax = stepsMax;
  }

  boolean find(CharSequence text) {
    try {
      return pattern.matcher(new Counted(text, stepsMax)).find();
    } catch (StackOverflowError e) { // the engine recurses once per repetition of a group
      throw new TooManySteps("the text is too long for this pattern");
    }
  }

  private static void write(Re re, StringBuilder out) {
    if (re instanceof Re.Chars chars) {
      set(chars.set(), out);
    } else if (re instanceof Re.Sequence sequence) {
      sequence.parts().forEach(part -> write(part, out));
    } else if (re instanceof Re.Choice choice) {
      choice(choice.branches(), out);
    } else if (re instanceof Re.Repeat repeat) {
      out.append("(?:");
      write(repeat.body(), out);
      out.append("){").append(repeat.min()).append(',');
      out.append(repeat.max() < 0 ? "" : Integer.toString(repeat.max())).append('}');
      out.append(repeat.lazy() ? "?" : "");
    } else if (re instanceof Re.Start) {
      out.append("\\A");
    } else if (re instanceof Re.End) {
      out.append("\\z");
    } else if (re instanceof Re.WordBoundary boundary) {
      boundary(boundary.negated(), out);
    } else if (re instanceof Re.Look look) {
      out.append("(?").append(look.behind() ? "<" : "").append(look.negated() ? '!' : '=');
      write(look.body(), out);
      out.append(')');
    } else if (re instanceof Re.Group group) {
      out.append('(');
      write(group.body(), out);
      out.append(')');
    } else if (re instanceof Re.Back back) {
      out.append("(?:\\").append(back.group()).append(')');
    }
  }

  private static void choice(List<Re> branches, StringBuilder out) {
    out.append("(?:");
    for (int i = 0; i < branches.size(); i++) {
      out.append(i == 0 ? "" : "|");
      write(branches.get(i), out);
    }
    out.append(')');
  }

  /** Spelled out, for Java's own \b counts other letters as well. */
  private static void boundary(boolean negated, StringBuilder out) {
    String word = "[A-Za-z0-9_]";
    String in = "(?<=" + word + ")";
    String out1 = "(?<!" + word + ")";
    String toWord = "(?=" + word + ")";
    String toOther = "(?!" + word + ")";
    out.append("(?:");
    out.append(negated ? in + toWord + "|" + out1 + toOther : in + toOther + "|" + out1 + toWord);
    out.append(')');
  }

  private static void set(CodePoints set, StringBuilder out) {
    if (set.isEmpty()) {
      out.append("(?!)");
      return;
    }
    out.append('[');
    for (int i = 0; i < set.rangeCount(); i++) {
      out.append(String.format("\\x{%x}", set.first(i)));
      if (set.last(i) > set.first(i)) {
        out.append(String.format("-\\x{%x}", set.last(i)));
      }
    }
    out.append(']');
  }

  /** Counts every look at a character. */
  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private final int stepsMax;
    private int steps;

    Counted(CharSequence text, int stepsMax) {
      this.text = text;
      this.stepsMax = stepsMax;
    }

    @Override
    public char charAt(int index) {
      if (++steps > stepsMax) {
        throw new TooManySteps("took more than " + stepsMax + " steps");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
