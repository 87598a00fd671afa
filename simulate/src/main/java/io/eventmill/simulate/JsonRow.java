package io.eventmill.simulate;

import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;

/** One object on one line, field by field in the order they are given. */
public final class JsonRow {
  private final StringBuilder json = new StringBuilder(512);

  public JsonRow text(String name, String value) {
    name(name);
    JsonStrings.quote(value, json);
    return this;
  }

  public JsonRow number(String name, long value) {
    name(name);
    json.append(value);
    return this;
  }

  /** A sum of money with two digits behind the point. */
  public JsonRow money(String name, int cents) {
    name(name);
    json.append(cents / 100).append('.').append(cents % 100 / 10).append(cents % 10);
    return this;
  }

  /** An object within this one; it is whole by then. */
  public JsonRow object(String name, JsonRow inner) {
    name(name);
    json.append(inner.json).append(inner.json.isEmpty() ? "{}" : "}");
    return this;
  }

  public byte[] bytes() {
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void name(String name) {
    json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
  }
}
