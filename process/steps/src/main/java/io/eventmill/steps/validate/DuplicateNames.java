package io.eventmill.steps.validate;

import io.eventmill.event.json.JsonStrings;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks for a name that stands twice in its object, whatever way it is written. Slower than the
 * walk's own way; for events whose names are written with escapes or chosen to collide.
 */
final class DuplicateNames {
  private final JsonCursor cursor;

  private DuplicateNames(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** Over the whole of an event that has been found to be JSON. */
  static void refuse(JsonCursor cursor, byte[] json, int from, int to) {
    cursor.begin(json, from, to);
    new DuplicateNames(cursor).value();
  }

  static Stop found(JsonCursor cursor) {
    return new Stop(
        Violation.DUPLICATE, cursor.at, "stands more than once in its object; send it once");
  }

  private void value() {
    switch (cursor.peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> cursor.string();
      case 't' -> cursor.literal("true");
      case 'f' -> cursor.literal("false");
      case 'n' -> cursor.literal("null");
      default -> cursor.number();
    }
  }

  private void object() {
    if (cursor.enter('}')) {
      return;
    }
    Set<String> names = new HashSet<>();
    do {
      int from = cursor.at + 1;
      cursor.name();
      if (!names.add(JsonStrings.decode(cursor.json, from, cursor.at - 1))) {
        throw found(cursor);
      }
      cursor.colon();
      value();
    } while (cursor.more('}'));
  }

  private void array() {
    if (cursor.enter(']')) {
      return;
    }
    do {
      value();
    } while (cursor.more(']'));
  }
}
