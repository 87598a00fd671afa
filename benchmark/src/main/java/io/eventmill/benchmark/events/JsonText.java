package io.eventmill.benchmark.events;

/** A flat JSON object, field after field. Texts must be plain: nothing in them is escaped. */
final class JsonText {
  private final StringBuilder json = new StringBuilder(1_200).append('{');

  JsonText text(String name, String value) {
    return raw(name, '"' + value + '"');
  }

  JsonText raw(String name, String value) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":").append(value);
    return this;
  }

  String end() {
    return json.append('}').toString();
  }
}
