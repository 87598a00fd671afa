package io.eventmill.store.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.eventmill.event.json.JsonStrings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The outermost fields of a row. */
final class RowFields {
  private static final JsonFactory JSON = new JsonFactory();

  private RowFields() {}

  /** Null when this is no JSON object. */
  static List<String> names(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      List<String> names = new ArrayList<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      return parser.nextToken() == null ? names : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The object with a field in front, which counts only when the object has none of that name: of
   * two the last one holds.
   */
  static String withDefault(String object, String name, String value) {
    int begin = object.indexOf('{') + 1;
    String field = JsonStrings.quote(name) + ":" + JsonStrings.quote(value);
    String rest = object.substring(begin);
    return "{" + field + (rest.stripLeading().startsWith("}") ? "" : ",") + rest;
  }
}
