package io.eventmill.steps;

import io.eventmill.event.EventTime;
import io.eventmill.event.Reason;
import io.eventmill.event.TimeFormatException;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import java.util.Objects;
import java.util.stream.Stream;

/** Which event this is: its id, type and time, from the fields that the source names. */
public final class Identity {
  private static final int NONE = -1;

  private final EventFields fields;
  private final EventTime time;
  private final StepLimits limits;
  private final int idField;
  private final int typeField;
  private final int timeField;

  /**
   * @param scanned what the scanner looks for: at least {@link #pointers}
   */
  public Identity(Source source, JsonFields scanned, StepLimits limits) {
    this.fields = source.event();
    this.time = new EventTime(source.timeZone());
    this.limits = limits;
    this.idField = fields.id() == null ? NONE : scanned.indexOf(fields.id());
    this.typeField = fields.fixedType() == null ? scanned.indexOf(fields.type()) : NONE;
    this.timeField = scanned.indexOf(fields.time());
  }

  public static Stream<String> pointers(EventFields fields) {
    String type = fields.fixedType() == null ? fields.type() : null;
    return Stream.of(fields.id(), type, fields.time()).filter(Objects::nonNull);
  }

  /** The event's own id; null when it has none. */
  public String id(JsonScanner scan) throws Refusal {
    if (idField == NONE || isMissing(scan.kind(idField))) {
      return null;
    }
    return word(scan, idField, "id", Reason.ID_INVALID, limits.idMax());
  }

  public String type(JsonScanner scan) throws Refusal {
    if (typeField == NONE) {
      return fields.fixedType();
    }
    if (isMissing(scan.kind(typeField))) {
      throw missing(Reason.TYPE_MISSING, "type", fields.type(), scan.kind(typeField));
    }
    return word(scan, typeField, "type", Reason.TYPE_INVALID, limits.typeMax());
  }

  /**
   * @param receivedMillis when it was received, for a source that takes this for want of a time
   */
  public long timeMicros(JsonScanner scan, long receivedMillis) throws Refusal {
    if (fields.timeOrReceived()) {
      return timeOr(scan, receivedMillis * 1_000);
    }
    if (isMissing(scan.kind(timeField))) {
      throw missing(Reason.TIME_MISSING, "time", fields.time(), scan.kind(timeField));
    }
    try {
      return time.micros(scan, timeField);
    } catch (TimeFormatException e) {
      String message = "the event time at " + fields.time() + ": " + e.getMessage();
      throw new Refusal(Reason.TIME_INVALID, message, fields.time());
    }
  }

  private long timeOr(JsonScanner scan, long otherwise) {
    if (isMissing(scan.kind(timeField))) {
      return otherwise;
    }
    try {
      return time.micros(scan, timeField);
    } catch (TimeFormatException e) {
      return otherwise;
    }
  }

  private static boolean isMissing(JsonKind kind) {
    return kind == JsonKind.ABSENT || kind == JsonKind.NULL;
  }

  private static Refusal missing(Reason reason, String what, String pointer, JsonKind kind) {
    String found = kind == JsonKind.NULL ? "found null" : "which is not there";
    return new Refusal(
        reason, "the event " + what + " is expected at " + pointer + ", " + found, pointer);
  }

  /** The field's text: a string, or a number as it is written. */
  private static String word(JsonScanner scan, int field, String what, Reason reason, int max)
      throws Refusal {
    JsonKind kind = scan.kind(field);
    boolean hasText = kind == JsonKind.STRING || kind == JsonKind.NUMBER;
    String text = hasText ? scan.text(field) : "";
    String found = null;
    if (!hasText) {
      found = kind.described();
    } else if (text.isEmpty()) {
      found = "an empty string";
    } else if (text.length() > max) {
      found = text.length() + " characters, the limit is " + max;
    } else if (!JsonStrings.isWhole(text)) {
      found = "half of a character pair (a lone surrogate), which has no UTF-8 form";
    }
    if (found == null) {
      return text;
    }
    String pointer = scan.fields().pointer(field);
    String right = " must be a non-empty string or a number, found ";
    throw new Refusal(reason, "the event " + what + " at " + pointer + right + found, pointer);
  }
}
