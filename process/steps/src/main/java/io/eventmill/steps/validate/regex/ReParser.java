package io.eventmill.steps.validate.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ECMA 262 patterns in unicode mode, and as leniently as people write them: an escape before
 * a sign that needs none is taken, and a lone brace stands for itself. What other languages have
 * and ECMA 262 has not ((?i), \A, \Z, possessive quantifiers) is refused by name, for it would mean
 * something else here.
 */
final class ReParser {
  private static final int DEPTH_MAX = 100;
  private static final int REPEAT_MAX = 100_000;

  private final String source;
  private final Map<String, Integer> names = new HashMap<>();
  private final int groupCount;
  private int at;
  private int groups;
  private int depth;

  private ReParser(String source) {
    this.source = source;
    this.groupCount = countGroups();
  }

  static Re parse(String source) {
    ReParser parser = new ReParser(source);
    Re re = parser.choice();
    if (parser.at < source.length()) {
      throw parser.error("a ')' without its '('");
    }
    return re;
  }

  /** Groups may be named and counted behind the place that refers to them. */
  private int countGroups() {
    int count = 0;
    boolean inClass = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[' || c == ']') {
        inClass = c == '[';
      } else if (c == '(' && !inClass) {
        boolean named =
            source.startsWith("(?<", i)
                && !source.startsWith("(?<=", i)
                && !source.startsWith("(?<!", i);
        if (named || !source.startsWith("(?", i)) {
          count++;
        }
        int close = source.indexOf('>', i);
        if (named && close > 0 && names.put(source.substring(i + 3, close), count) != null) {
          throw error("two groups have the name " + source.substring(i + 3, close));
        }
      }
    }
    return count;
  }

  private Re choice() {
    if (++depth > DEPTH_MAX) {
      throw error("groups are nested deeper than " + DEPTH_MAX);
    }
    List<Re> branches = new ArrayList<>();
    branches.add(sequence());
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    depth--;
    return branches.size() == 1 ? branches.get(0) : new Re.Choice(branches);
  }

  private Re sequence() {
    List<Re> parts = new ArrayList<>();
    while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
      parts.add(term());
    }
    return parts.size() == 1 ? parts.get(0) : new Re.Sequence(parts);
  }

  private Re term() {
    int from = at;
    Re atom = atom();
    int[] range = quantifier();
    if (range == null) {
      return atom;
    }
    boolean repeatable =
        !(atom instanceof Re.Start
            || atom instanceof Re.End
            || atom instanceof Re.WordBoundary
            || atom instanceof Re.Look);
    if (!repeatable) {
      at = from;
      throw error("nothing to repeat");
    }
    boolean lazy = at < source.length() && source.charAt(at) == '?';
    at += lazy ? 1 : 0;
    if (at < source.length() && "*+?".indexOf(source.charAt(at)) >= 0) {
      throw error("ECMA 262 has no possessive or doubled quantifiers");
    }
    return new Re.Repeat(atom, range[0], range[1], lazy);
  }

  /** {min, max} with -1 for no end; null when no quantifier stands here. */
  private int[] quantifier() {
    if (at >= source.length()) {
      return null;
    }
    return switch (source.charAt(at)) {
      case '*' -> sign(0, -1);
      case '+' -> sign(1, -1);
      case '?' -> sign(0, 1);
      case '{' -> braces();
      default -> null;
    };
  }

  private int[] sign(int min, int max) {
    at++;
    return new int[] {min, max};
  }

  private int[] braces() {
    int close = source.indexOf('}', at);
    String body = close < 0 ? "" : source.substring(at + 1, close);
    if (!body.matches("\\d+(,\\d*)?")) {
      return null; // a lone brace
    }
    int comma = body.indexOf(',');
    int min = count(comma < 0 ? body : body.substring(0, comma));
    int max = comma < 0 ? min : comma + 1 == body.length() ? -1 : count(body.substring(comma + 1));
    if (max >= 0 && max < min) {
      throw error("{" + body + "} ends before it begins");
    }
    at = close + 1;
    return new int[] {min, max};
  }

  private int count(String digits) {
    int count = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (count > REPEAT_MAX) {
      throw error("repeats more often than " + REPEAT_MAX + " times");
    }
    return count;
  }

  private Re atom() {
    int c = source.codePointAt(at);
    return switch (c) {
      case '^' -> sign(new Re.Start());
      case '$' -> sign(new Re.End());
      case '.' -> sign(new Re.Chars(UnicodeSets.LINE_END.not()));
      case '(' -> group();
      case '[' -> new Re.Chars(new ReClass(source, at, this::error).parse(end -> at = end));
      case '\\' -> escape();
      case '*', '+', '?' -> throw error("nothing to repeat");
      default -> literal(c);
    };
  }

  private Re sign(Re meaning) {
    at++;
    return meaning;
  }

  private Re literal(int c) {
    if (c == '{' && braces() != null) {
      throw error("nothing to repeat");
    }
    at += Character.charCount(c);
    return new Re.Chars(CodePoints.single(c));
  }

  private Re group() {
    int open = at;
    Re result;
    if (!source.startsWith("(?", at)) {
      at++;
      int number = ++groups;
      result = new Re.Group(number, choice());
    } else if (source.startsWith("(?:", at)) {
      at += 3;
      result = new Re.Sequence(List.of(choice())); // wrapped, so that (?:^)* may repeat
    } else if (source.startsWith("(?=", at) || source.startsWith("(?!", at)) {
      at += 3;
      result = new Re.Look(false, source.charAt(at - 1) == '!', choice());
    } else if (source.startsWith("(?<=", at) || source.startsWith("(?<!", at)) {
      at += 4;
      result = new Re.Look(true, source.charAt(at - 1) == '!', choice());
    } else if (source.startsWith("(?<", at)) {
      int close = source.indexOf('>', at);
      if (close < 0 || !source.substring(at + 3, close).matches("[\\p{L}$_][\\p{L}\\p{Nd}$_]*")) {
        throw error("a group's name is missing or has signs that no name has");
      }
      at = close + 1;
      int number = ++groups;
      result = new Re.Group(number, choice());
    } else {
      throw error("ECMA 262 has no group that begins like this");
    }
    if (at >= source.length()) {
      at = open;
      throw error("a '(' is not closed");
    }
    at++;
    return result;
  }

  private Re escape() {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : 0;
    if (c == 'b' || c == 'B') {
      at += 2;
      return new Re.WordBoundary(c == 'B');
    }
    if (c == 'k' && source.startsWith("<", at + 2) && source.indexOf('>', at) > 0) {
      int close = source.indexOf('>', at);
      Integer number = names.get(source.substring(at + 3, close));
      if (number == null) {
        throw error("no group has this name");
      }
      at = close + 1;
      return new Re.Back(number);
    }
    if (c >= '1' && c <= '9') {
      int end = at + 1;
      while (end < source.length() && Character.digit(source.charAt(end), 10) >= 0) {
        end++;
      }
      int number = count(source.substring(at + 1, end));
      if (number > groupCount) {
        throw error("there are only " + groupCount + " groups to refer to");
      }
      at = end;
      return new Re.Back(number);
    }
    ReEscape escape = ReEscape.parse(source, at, this::error);
    at = escape.end();
    return new Re.Chars(escape.set());
  }

  private PatternSyntax error(String what) {
    return error(at, what);
  }

  private PatternSyntax error(int where, String what) {
    return new PatternSyntax(what + " (at character " + (where + 1) + ")");
  }
}
