package io.eventmill.simulate.shop;

import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;

/** One object on one line, field by field in the order they are given. */
final class JsonRow {
  private final StringBuilder json = new StringBuilder(512);

  JsonRow text(String name, String value) {
    name(name);
    JsonStrings.quote(value, json);
    return this;
  }

  JsonRow number(String name, long value) {
    name(name);
    json.append(value);
    return this;
  }

  /** A sum of money with two digits behind the point. */
  JsonRow money(String name, int cents) {
    name(name);
    json.append(cents / 100).append('.').append(cents % 100 / 10).append(cents % 10);
    return this;
  }

  byte[] bytes() {
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void name(String name) {
    json.append(json.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
  }
}
