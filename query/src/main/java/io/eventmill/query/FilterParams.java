package io.eventmill.query;

import io.eventmill.query.http.Params;
import io.eventmill.query.http.Params.Bound;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventFilter.FieldIs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The parameters that say which events; the same for every question about events. */
final class FilterParams {
  static final List<String> NAMES = List.of("source", "type", "from", "to", "where", "text");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\:])");

  private final Clock clock;
  private final Bound bound;

  FilterParams(Clock clock, Bound bound) {
    this.clock = clock;
    this.bound = bound;
  }

  EventFilter read(Params params) {
    List<String> sources = params.all("source", bound);
    List<String> types = params.all("type", bound);
    TimeRange range = TimeRange.read(params, clock);
    List<FieldIs> where = new ArrayList<>();
    for (String text : params.all("where", bound)) {
      FieldIs fieldIs = where(params, text);
      if (fieldIs != null) {
        where.add(fieldIs);
      }
    }
    return new EventFilter(
        sources, types, range.fromMicros(), range.toMicros(), where, text(params));
  }

  private static String text(Params params) {
    String text = params.one("text");
    if (text != null && text.indexOf('\0') >= 0) {
      params.problem("text", "has the character U+0000 in it, which no text of an event can hold.");
      return null;
    }
    return text;
  }

  /**
   * {@code field:value}; a colon inside the field's name is written {@code \:}, a backslash before
   * it {@code \\}.
   */
  private static FieldIs where(Params params, String text) {
    int colon = colon(text);
    if (colon < 0) {
      params.problem("where", "'" + text + "' has no colon; write field:value.");
      return null;
    }
    String field = ESCAPED.matcher(text.substring(0, colon)).replaceAll("$1");
    if (field.equals("type") || field.equals("source")) {
      String value = text.substring(colon + 1);
      params.problem(
          "where",
          "'%s' is not a field of the event's JSON here; write %s=%s, or /%s for the JSON field."
              .formatted(field, field, value, field));
      return null;
    }
    String pointer = FieldName.pointer(field);
    if (pointer == null) {
      params.problem("where", "'" + field + "' names no field; " + FieldName.EXPECTED);
      return null;
    }
    return new FieldIs(pointer, text.substring(colon + 1));
  }

  /** The first colon with an even number of backslashes before it; or -1. */
  private static int colon(String text) {
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':' && backslashes % 2 == 0) {
        return i;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return -1;
  }
}
