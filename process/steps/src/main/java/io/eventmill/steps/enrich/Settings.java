package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.LinkedHashMap;
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

  private static String lastName(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
