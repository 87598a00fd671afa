package io.eventmill.query;

import io.eventmill.query.http.ApiException;
import io.eventmill.store.FieldText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a reference table in a body: a JSON array of objects, one object, or an object per
 * line. Values become texts; an object or array in a row stands as its JSON.
 */
final class TableRows {
  private TableRows() {}

  static List<Map<String, String>> read(byte[] body, String key) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Object row : values(new String(body, StandardCharsets.UTF_8).strip())) {
      if (!(row instanceof JsonObject object)) {
        throw bad("row " + rows.size() + " is no JSON object.");
      }
      Map<String, String> columns = new LinkedHashMap<>();
      object.forEach(column -> columns.put(column.getKey(), text(column.getValue())));
      if (columns.get(key) == null) {
        throw bad("row " + rows.size() + " has no '" + key + "', which names it.");
      }
      rows.add(columns);
    }
    return rows;
  }

  private static List<?> values(String text) {
    if (text.isEmpty()) {
      throw bad("it is empty; send an array of objects.");
    }
    try {
      if (text.startsWith("[")) {
        return new JsonArray(text).stream().toList();
      }
      List<Object> lines = new ArrayList<>();
      for (String line : text.split("\n")) {
        if (!line.isBlank()) {
          lines.add(Json.decodeValue(Buffer.buffer(line)));
        }
      }
      return lines;
    } catch (DecodeException e) {
      throw bad("it is not JSON: " + e.getMessage());
    }
  }

  private static String text(Object value) {
    if (value == null || value instanceof String) {
      return value == null ? null : FieldText.ofString((String) value);
    }
    return value instanceof Number ? FieldText.ofNumber(value.toString()) : Json.encode(value);
  }

  private static ApiException bad(String message) {
    return ApiException.of(400, "bad_body", "The body cannot be taken: " + message);
  }
}
