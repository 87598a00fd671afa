package io.eventmill.steps.rule;

import dev.cel.common.CelSourceLocation;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a rule is wrong, and what is, in words: with the line of the rule and a caret below.
 *
 * @param line of the rule, 1 for the first
 * @param column within it, 0 for the first
 */
record RuleProblem(RuleText rule, int line, int column) {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
  private static final Pattern OPERATOR = Pattern.compile("@?!?_?([^_]+)_?");

  static RuleProblem at(RuleText rule, CelSourceLocation place) {
    return new RuleProblem(rule, Math.max(1, place.getLine()), Math.max(0, place.getColumn()));
  }

  /**
   * @param offset in characters from the start of the rule
   */
  static RuleProblem at(RuleText rule, int offset) {
    String before = rule.text().substring(0, Math.min(offset, rule.text().length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new RuleProblem(rule, line, before.length() - (before.lastIndexOf('\n') + 1));
  }

  /** Characters from the start of the rule. */
  int offset() {
    int at = 0;
    for (int i = 1; i < line; i++) {
      at = rule.text().indexOf('\n', at) + 1;
    }
    return Math.min(at + column, rule.text().length());
  }

  Problem problem(String message) {
    String text = rule.text().split("\n", -1)[Math.min(line, lines()) - 1];
    return rule.problem(
        line,
        message
            + "\n      "
            + text
            + "\n      "
            + " ".repeat(Math.min(column, text.length()))
            + "^ column "
            + (column + 1));
  }

  private int lines() {
    return (int) rule.text().chars().filter(c -> c == '\n').count() + 1;
  }

  /** CEL's message as it is said here. */
  static String inWords(String message, String rule, int offset) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return undeclared(undeclared.group(1), isCalled(rule, offset, undeclared.group(1)));
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      String function = overload.group(1);
      Matcher operator = OPERATOR.matcher(function);
      String name = function.contains("_") && operator.matches() ? operator.group(1) : function;
      return "'" + name + "' cannot take " + types(overload.group(2));
    }
    return "not a rule: " + message;
  }

  private static String undeclared(String name, boolean called) {
    if (called) {
      return "'"
          + name
          + "' is not a function"
          + Guess.among(name, CelEnvironment.FUNCTIONS)
          + "; known: "
          + String.join(", ", CelEnvironment.FUNCTIONS);
    }
    String guess = Guess.among(name, CelEnvironment.VARIABLES.keySet());
    return "'"
        + name
        + "' is not known here"
        + guess
        + (guess.isEmpty() ? "; the event's field of that name is event." + name : "")
        + "; known: "
        + String.join(", ", CelEnvironment.VARIABLES.keySet());
  }

  /** A function is marked at its parenthesis or at its name. */
  private static boolean isCalled(String rule, int offset, String name) {
    if (offset < rule.length() && rule.charAt(offset) == '(') {
      return true;
    }
    int behind = offset + name.length();
    return behind < rule.length() && rule.charAt(behind) == '(';
  }

  private static String types(String applied) {
    List<String> words = new ArrayList<>();
    String target = applied.replace("google.protobuf.", "").replaceAll("^\\(|\\)$", "");
    for (String type : target.split("[,.] ?(?=[a-zA-Z(])")) {
      words.add(type(type.replaceAll("[()]", "")));
    }
    return String.join(" and ", words);
  }

  static String type(String name) {
    return switch (name) {
      case "int", "uint", "double" -> "a number (" + name + ")";
      case "string" -> "a text";
      case "bool" -> "true or false";
      case "list" -> "a list";
      case "map" -> "an object";
      case "Timestamp", "google.protobuf.Timestamp" -> "a time";
      case "Duration", "google.protobuf.Duration" -> "a duration";
      default -> name;
    };
  }
}
