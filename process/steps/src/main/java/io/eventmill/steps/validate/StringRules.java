package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.steps.validate.regex.EcmaPattern;
import io.eventmill.steps.validate.regex.TooManySteps;

/** minLength, maxLength, pattern and format of one place in a schema. */
final class StringRules implements Rule {
  private final JsonNode schema;
  private final int min;
  private final int max;
  private final EcmaPattern pattern;
  private final FormatRule format;

  /**
   * @param pattern null when there is none
   * @param format null when there is none
   */
  StringRules(JsonNode schema, EcmaPattern pattern, FormatRule format) {
    this.schema = schema;
    this.min = schema.path("minLength").asInt(0);
    this.max = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    this.pattern = pattern;
    this.format = format;
  }

  /** Checks the string from there to the cursor. */
  boolean check(Walk w, int start) {
    int from = start + 1;
    int to = w.at - 1;
    if (w.escaped) {
      return check(w, start, JsonStrings.decode(w.json, from, to));
    }
    boolean bounded = min > 0 || max < Integer.MAX_VALUE;
    if (bounded && !checkLength(w, start, length(w.json, from, to))) {
      return false;
    }
    if (pattern != null && !found(w, start, from, to)) {
      return fail(w, start, "pattern");
    }
    return format == null || format.has(w.json, from, to) || fail(w, start, "format");
  }

  private boolean check(Walk w, int start, String text) {
    if (!checkLength(w, start, text.codePointCount(0, text.length()))) {
      return false;
    }
    try {
      if (pattern != null && !pattern.find(text)) {
        return fail(w, start, "pattern");
      }
    } catch (TooManySteps e) {
      throw tooManySteps(start, e);
    }
    return format == null || format.has(text) || fail(w, start, "format");
  }

  private boolean found(Walk w, int start, int from, int to) {
    try {
      return pattern.find(w.json, from, to);
    } catch (TooManySteps e) {
      throw tooManySteps(start, e);
    }
  }

  static Stop tooManySteps(int start, TooManySteps e) {
    return new Stop("pattern", start, "has a text that " + e.getMessage() + " to match");
  }

  private boolean checkLength(Walk w, int start, int length) {
    if (length < min) {
      return fail(w, start, "minLength");
    }
    return length <= max || fail(w, start, "maxLength");
  }

  /** In code points: the bytes that are not the later ones of a character. */
  private static int length(byte[] json, int from, int to) {
    int length = 0;
    for (int i = from; i < to; i++) {
      length += (json[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return length;
  }

  private boolean fail(Walk w, int start, String keyword) {
    return w.fail(start, keyword, schema.get(keyword));
  }
}
