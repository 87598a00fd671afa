package io.eventmill.query;

import io.eventmill.event.json.JsonFields;

/**
 * How people name a field: {@code utm_source}, {@code params.platform}, or as a JSON pointer {@code
 * /params/platform} (the only way to reach a name that has a dot in it).
 */
final class FieldName {
  static final String EXPECTED =
      "a field is a name (utm_source), a path (params.platform) or a JSON pointer"
          + " (/params/platform).";

  private FieldName() {}

  /** The last name of a pointer. */
  static String last(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.replace("~1", "/").replace("~0", "~");
  }

  /** The JSON pointer; null when the text names no field. */
  static String pointer(String text) {
    if (text.startsWith("/")) {
      return JsonFields.isPointer(text) ? text : null;
    }
    String escaped = text.replace("~", "~0").replace("/", "~1");
    if (escaped.isEmpty()
        || escaped.startsWith(".")
        || escaped.endsWith(".")
        || escaped.contains("..")) {
      return null;
    }
    return "/" + escaped.replace('.', '/');
  }
}
