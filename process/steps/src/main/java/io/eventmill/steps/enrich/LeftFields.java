package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of an event as enrichments that change some have left it, for those who know what was
 * scanned before. Scans the new bytes when it is asked, so that it costs nobody else.
 */
final class LeftFields {
  private static final byte[] GONE = "null".getBytes(StandardCharsets.UTF_8);

  private final List<String> asked = new ArrayList<>();
  private JsonScanner before;
  private JsonScanner scanner;
  private byte[] json;
  private byte[] scanned;

  void bind(JsonScanner boundTo) {
    before = boundTo;
  }

  void of(byte[] left) {
    json = left;
  }

  /** As JSON; null when the field is absent and was so before. */
  byte[] added(String field) {
    String pointer = JsonFields.pointerTo(field);
    if (!JsonFields.isPointer(pointer)) {
      return null;
    }
    int place = place(pointer);
    if (scanner.kind(place) != JsonKind.ABSENT) {
      return Arrays.copyOfRange(json, scanner.start(place), scanner.end(place));
    }
    int was = before.fields().indexOf(pointer);
    return was < 0 || before.kind(was) == JsonKind.ABSENT ? null : GONE;
  }

  private int place(String pointer) {
    if (!asked.contains(pointer)) {
      asked.add(pointer);
      scanner = new JsonScanner(JsonFields.of(asked), JsonScanner.DEPTH_MAX_LIMIT);
      scanned = null;
    }
    if (scanned != json) {
      try {
        scanner.scan(json);
      } catch (JsonSyntaxException e) {
        throw new IllegalStateException("it was made of parts that are JSON", e);
      }
      scanned = json;
    }
    return asked.indexOf(pointer);
  }
}
