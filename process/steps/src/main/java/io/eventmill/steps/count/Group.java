package io.eventmill.steps.count;

import io.eventmill.event.json.JsonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The values that make a group, as one text, which no other group has: the text itself of a single
 * string, where that cannot be mistaken for anything else behind a window's start; otherwise a JSON
 * array of the values.
 */
final class Group {
  /** What stands at the end of a late row's id. */
  private static final Pattern LIKE_A_LATE_ONE =
      Pattern.compile(".*@[A-Za-z0-9_-]{22}-\\d+-\\d+", Pattern.DOTALL);

  private Group() {}

  /** The group of one string. */
  static String of(String text) {
    return isPlain(text) ? text : of(List.of(JsonStrings.quote(text)));
  }

  /**
   * @param values each a JSON value, and not one string alone
   */
  static String of(List<String> values) {
    return "[" + String.join(",", values) + "]";
  }

  /** The values of a group's text, each as JSON. */
  static List<String> values(String group) {
    if (!group.startsWith("[")) {
      return List.of(JsonStrings.quote(group));
    }
    List<String> values = new ArrayList<>();
    boolean inString = false;
    int from = 1;
    for (int i = 1; i < group.length(); i++) {
      char c = group.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == ',' || c == ']') {
        values.add(group.substring(from, i));
        from = i + 1;
      }
    }
    return values;
  }

  /** A digit or point would go on with the window's start: 10 + 0x is 100 + x. */
  private static boolean isPlain(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return first != '['
        && first != '.'
        && !(first >= '0' && first <= '9')
        && (text.indexOf('@') < 0 || !LIKE_A_LATE_ONE.matcher(text).matches());
  }
}
