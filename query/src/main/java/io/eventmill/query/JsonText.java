package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;

/** A text that may be missing, as JSON. */
final class JsonText {
  private JsonText() {}

  static String quoted(String text) {
    return text == null ? "null" : JsonStrings.quote(text);
  }
}
