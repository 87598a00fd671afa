package io.eventmill.steps;

import io.eventmill.event.EventTime;
import io.eventmill.event.Reason;
import io.eventmill.event.TimeFormatException;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import java.util.Objects;
import java.util.stream.Stream;

/** Which event this is: its id, type and time, from the fields that the source names. */
final class Identity {
  private final EventFields fields;
  private final EventTime time;

  Identity(Source source) {
    this.fields = source.event();
    this.time = new EventTime(source.timeZone());
  }

  Stream<String> pointers() {
    String type = fields.fixedType() == null ? fields.type() : null;
    return Stream.of(fields.id(), type, fields.time()).filter(Objects::nonNull);
  }

  /** The event's own id; null when it has none. */
  String id(JsonScanner scan) throws Refusal {
    if (fields.id() == null) {
      return null;
    }
    int field = scan.fields().indexOf(fields.id());
    if (isMissing(scan, field)) {
      return null;
    }
    String id = word(scan, field);
    if (id == null) {
      throw new Refusal(Reason.ID_INVALID, notAWord("id", fields.id(), scan, field), fields.id());
    }
    return id;
  }

  String type(JsonScanner scan) throws Refusal {
    if (fields.fixedType() != null) {
      return fields.fixedType();
    }
    int field = scan.fields().indexOf(fields.type());
    if (isMissing(scan, field)) {
      throw missing(Reason.TYPE_MISSING, "type", fields.type(), scan.kind(field));
    }
    String type = word(scan, field);
    if (type == null) {
      String message = notAWord("type", fields.type(), scan, field);
      throw new Refusal(Reason.TYPE_INVALID, message, fields.type());
    }
    return type;
  }

  long timeMicros(JsonScanner scan) throws Refusal {
    int field = scan.fields().indexOf(fields.time());
    if (isMissing(scan, field)) {
      throw missing(Reason.TIME_MISSING, "time", fields.time(), scan.kind(field));
    }
    try {
      return time.micros(scan, field);
    } catch (TimeFormatException e) {
      String message = "the event time at " + fields.time() + ": " + e.getMessage();
      throw new Refusal(Reason.TIME_INVALID, message, fields.time());
    }
  }

  private static boolean isMissing(JsonScanner scan, int field) {
    return scan.kind(field) == JsonKind.ABSENT || scan.kind(field) == JsonKind.NULL;
  }

  /** A non-empty string, or a number as it is written; null for anything else. */
  private static String word(JsonScanner scan, int field) {
    JsonKind kind = scan.kind(field);
    if (kind != JsonKind.STRING && kind != JsonKind.NUMBER) {
      return null;
    }
    String text = scan.text(field);
    return text.isEmpty() ? null : text;
  }

  private static String notAWord(String what, String pointer, JsonScanner scan, int field) {
    String found =
        scan.kind(field) == JsonKind.STRING ? "an empty string" : scan.kind(field).described();
    return "the event "
        + what
        + " at "
        + pointer
        + " must be a non-empty string or a number, found "
        + found;
  }

  private static Refusal missing(Reason reason, String what, String pointer, JsonKind kind) {
    String found = kind == JsonKind.NULL ? "found null" : "which is not there";
    return new Refusal(
        reason, "the event " + what + " is expected at " + pointer + ", " + found, pointer);
  }
}
