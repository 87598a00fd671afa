package io.eventmill.steps.rule;

import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;

/** Fields of one event after the other, by numbers of their own. */
public interface FieldValues {
  JsonKind kind(int field);

  /** A string's text, or the JSON of any other value that is there. */
  String text(int field);

  /** Those of a scan. */
  static FieldValues of(JsonScanner scan) {
    return new FieldValues() {
      @Override
      public JsonKind kind(int field) {
        return scan.kind(field);
      }

      @Override
      public String text(int field) {
        return scan.text(field);
      }
    };
  }
}
