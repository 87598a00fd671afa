package io.eventmill.steps.archive;

import io.eventmill.event.Event;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.Identity;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.Refusal;
import io.eventmill.steps.StepLimits;

/**
 * Makes rows of the records of one source. Judges nothing: what cannot be read is null, what is not
 * JSON is kept as bytes. Owns its scanner: one per thread.
 */
public final class LakeRows {
  private final Identity identity;
  private final JsonScanner scanner;

  public LakeRows(Source source, StepLimits limits) {
    JsonFields fields = JsonFields.of(Identity.pointers(source.event()).distinct().toList());
    this.identity = new Identity(source, fields, limits);
    this.scanner = new JsonScanner(fields, limits.depthMax());
  }

  /** An event that passed every step. */
  public static LakeRow of(Event event) {
    return new LakeRow(
        event.origin(),
        event.id(),
        event.type(),
        event.timeMicros(),
        event.receivedMillis(),
        1,
        Sender.UNKNOWN,
        oneLine(event.json()),
        null);
  }

  public LakeRow of(RawRecord record) {
    String id = record.id() == null || record.id().isEmpty() ? null : record.id();
    if (!isJson(record.value())) {
      return row(record, id, null, null, null, record.value());
    }
    boolean isClear = scanner.duplicate() < 0; // else nobody knows which one counts
    if (id == null && isClear) {
      id = or(null, () -> identity.id(scanner));
    }
    return row(
        record,
        id,
        isClear ? or(null, () -> identity.type(scanner)) : null,
        isClear ? or(null, () -> identity.timeMicros(scanner, record.receivedMillis())) : null,
        oneLine(record.value()),
        null);
  }

  private static LakeRow row(
      RawRecord record, String id, String type, Long timeMicros, byte[] event, byte[] bytes) {
    return new LakeRow(
        record.origin(),
        id == null ? record.origin().asId() : id,
        type,
        timeMicros,
        record.receivedMillis(),
        record.attempt(),
        record.sender(),
        event,
        bytes);
  }

  private boolean isJson(byte[] value) {
    if (value == null) {
      return false;
    }
    try {
      scanner.scan(value);
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private interface Reading<T> {
    T get() throws Refusal;
  }

  private static <T> T or(T otherwise, Reading<T> reading) {
    try {
      return reading.get();
    } catch (Refusal e) {
      return otherwise;
    }
  }

  /** Line ends stand only between the tokens of a JSON text, where a blank says the same. */
  private static byte[] oneLine(byte[] json) {
    byte[] line = json;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        line = line == json ? json.clone() : line;
        line[i] = ' ';
      }
    }
    return line;
  }
}
