package io.eventmill.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A page of an answer, its rows byte for byte.
 *
 * @param next cursor of the page that follows; null when there is none
 */
record ApiPage(List<byte[]> rows, String next) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @param list the field that holds the rows
   */
  static ApiPage of(byte[] body, String list) throws IOException {
    List<byte[]> rows = new ArrayList<>();
    String next = null;
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(list)) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            rows.add(value(parser, body));
          }
        } else if (name.equals("next") && value == JsonToken.VALUE_STRING) {
          next = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    }
    return new ApiPage(rows, next);
  }

  /** A field of an object as it is written; null when it is not there. */
  static byte[] field(byte[] object, String field) throws IOException {
    try (JsonParser parser = JSON.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(field);
        parser.nextToken();
        if (found) {
          return value(parser, object);
        }
        parser.skipChildren();
      }
      return null;
    }
  }

  /** An object or array, at whose beginning the parser stands. */
  private static byte[] value(JsonParser parser, byte[] of) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return Arrays.copyOfRange(of, from, (int) parser.currentLocation().getByteOffset());
  }
}
