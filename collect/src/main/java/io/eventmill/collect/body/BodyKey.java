package io.eventmill.collect.body;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSplice;
import java.util.List;
import java.util.function.Predicate;

/**
 * Write keys that stand in events. A right one is noted and taken out, so that it is never kept; a
 * field of that name with anything else in it is the event's own. Not for sharing between threads.
 */
final class BodyKey {
  private final JsonScanner scanner;
  private final JsonSplice splice;
  private final List<String> names;
  private final Predicate<String> isRight;
  private String seen;
  private boolean right;

  BodyKey(JsonScanner scanner, List<String> names, Predicate<String> isRight) {
    this.scanner = scanner;
    this.names = names.stream().map(JsonFields::pointerTo).toList();
    this.splice = new JsonSplice(scanner.fields(), List.of(), this.names);
    this.isRight = isRight;
  }

  void begin() {
    seen = null;
    right = false;
  }

  /** The first right key of the body, else the first that is there, else null. */
  String seen() {
    return seen;
  }

  /** Of the event that was just scanned: its bytes without the key, or null: there is none. */
  byte[] without() {
    boolean found = false;
    splice.clear();
    for (String pointer : names) {
      int field = scanner.fields().indexOf(pointer);
      if (scanner.kind(field) == JsonKind.STRING) {
        String text = scanner.text(field);
        boolean isKey = isRight.test(text);
        if (isKey) {
          splice.remove(splice.slot(pointer));
          found = true;
        }
        if (seen == null || (isKey && !right)) {
          seen = text;
          right = isKey;
        }
      }
    }
    return found ? splice.into(scanner) : null;
  }
}
