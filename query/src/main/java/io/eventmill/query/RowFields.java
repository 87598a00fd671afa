package io.eventmill.query;

import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.event.json.JsonVisitor;
import io.eventmill.event.json.JsonWalker;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The fields of one JSON object in their order, as texts. */
final class RowFields implements JsonVisitor {
  private final byte[] json;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private String name;
  private int depth;
  private StringBuilder nested;
  private boolean comma;

  private RowFields(byte[] json) {
    this.json = json;
  }

  static RowFields of(byte[] json) throws JsonSyntaxException {
    RowFields fields = new RowFields(json);
    new JsonWalker(fields).walk(json);
    return fields;
  }

  Set<String> names() {
    return texts.keySet();
  }

  /** Null for a field that is null or not there. */
  String text(String field) {
    return texts.get(field);
  }

  private void value(String plain, String asJson) {
    if (nested == null) {
      texts.put(name, plain);
    } else {
      separate().append(asJson);
      comma = true;
    }
  }

  private StringBuilder separate() {
    return comma ? nested.append(',') : nested;
  }

  private void begin(char bracket) {
    if (depth++ == 0) {
      return;
    }
    if (nested == null) {
      nested = new StringBuilder();
    } else {
      separate();
    }
    nested.append(bracket);
    comma = false;
  }

  private void end(char bracket) {
    if (--depth == 0) {
      return;
    }
    nested.append(bracket);
    comma = true;
    if (depth == 1) {
      texts.put(name, nested.toString());
      nested = null;
      comma = false;
    }
  }

  @Override
  public void beginObject() {
    begin('{');
  }

  @Override
  public void endObject() {
    end('}');
  }

  @Override
  public void beginArray() {
    begin('[');
  }

  @Override
  public void endArray() {
    end(']');
  }

  @Override
  public void name(int from, int to, boolean escaped) {
    if (nested == null) {
      name = text(from, to, escaped);
    } else {
      separate().append('"').append(text(from, to, false)).append("\":");
      comma = false;
    }
  }

  @Override
  public void string(int from, int to, boolean escaped) {
    value(text(from, to, escaped), '"' + text(from, to, false) + '"');
  }

  @Override
  public void number(int from, int to) {
    String number = text(from, to, false);
    value(number, number);
  }

  @Override
  public void literal(JsonKind kind) {
    String word = kind.described();
    value(kind == JsonKind.NULL ? null : word, word);
  }

  private String text(int from, int to, boolean escaped) {
    return escaped
        ? JsonStrings.decode(json, from, to)
        : new String(json, from, to - from, StandardCharsets.UTF_8);
  }
}
