package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings that several enrichments have, read in one way. */
final class Settings {
  private Settings() {}

  /** The name of a field of the event itself, where a pointer would be a likely slip. */
  static String fieldName(Section settings, String key) {
    String name = settings.text(key);
    if (settings.has(key) && name.isEmpty()) {
      settings.problem(key, "is empty; a field's name is expected");
    }
    if (name.startsWith("/")) {
      settings.problem(
          key,
          "'" + name + "' is a pointer; a field's name is expected, e.g. '" + lastName(name) + "'");
    }
    return name;
  }

  /** A table with at least one row; each row has a value. */
  static Map<String, String> table(Section settings, String key) {
    Map<String, String> table = new LinkedHashMap<>();
    boolean given = settings.has(key);
    Section rows = settings.section(key);
    for (String row : rows.keys()) {
      table.put(row, rows.text(row));
    }
    if (table.isEmpty()) {
      settings.problem(
          key,
          given ? "has no rows (value: category)" : "is required and missing: value: category");
    }
    return table;
  }

  /** Pointers of which none lies inside another, nor stands twice. */
  static List<String> apart(Section settings, String key) {
    List<String> pointers = settings.pointers(key);
    for (int i = 0; i < pointers.size(); i++) {
      for (String before : pointers.subList(0, i)) {
        if (before.equals(pointers.get(i))) {
          settings.problem(key, "'" + before + "' stands in the list twice");
        } else if (Pointers.nested(before, pointers.get(i))) {
          settings.problem(
              key,
              "'%s' and '%s' lie inside each other; name one of them"
                  .formatted(before, pointers.get(i)));
        }
      }
    }
    return pointers;
  }

  /** Notes names of added fields that stand in a list twice. */
  static void different(Section settings, String key, List<String> adds) {
    for (int i = 0; i < adds.size(); i++) {
      if (adds.indexOf(adds.get(i)) < i) {
        settings.problem(key, "'" + adds.get(i) + "' is added twice; give each a name of its own");
      }
    }
  }

  /** A field's text; null when there is none: absent, empty, or not a string. */
  static String text(EventView event, int read) {
    boolean text = event.kind(read) == JsonKind.STRING && !event.isBlank(read);
    return text ? event.text(read) : null;
  }

  /** The text of the first read field that has one, else what the request said; null for none. */
  static String firstText(EventView event, int fields, String otherwise) {
    for (int i = 0; i < fields; i++) {
      String text = text(event, i);
      if (text != null) {
        return text;
      }
    }
    return otherwise == null || otherwise.isEmpty() ? null : otherwise;
  }

  private static String lastName(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
