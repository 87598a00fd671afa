package io.eventmill.collect.body;

import io.eventmill.event.EventId;
import io.eventmill.event.RawEvent;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes a body apart in one scan: an object, an array of objects, or objects on lines of their own,
 * told by its first byte. Each event is the client's bytes, cut out. All or nothing: one bad event
 * refuses the body. Not for sharing between threads.
 */
public final class BodyReader {
  private static final long GRANT_STEP = 64 * 1024;

  private final String source;
  private final BodyLimits limits;
  private final EventId ids;
  private final EventCheck check;
  private final JsonScanner scanner;
  private final int idField;
  private final int keyField;
  private final BodyKey writeKeys; // null: events hold none

  private byte[] body;
  private int length;
  private Caller caller;
  private List<RawEvent> events;
  private boolean idsMade;
  private Bytes.Grant grant;
  private long notGranted;

  public BodyReader(Source source, BodyLimits limits, EventId ids) {
    this(source, limits, ids, EventCheck.NONE);
  }

  public BodyReader(Source source, BodyLimits limits, EventId ids, EventCheck check) {
    this(source, limits, ids, check, List.of(), key -> false);
  }

  /**
   * @param keyNames fields of an event that may hold a write key; none: there are no keys
   * @param isKey a right key is taken out of its event
   */
  public BodyReader(
      Source source,
      BodyLimits limits,
      EventId ids,
      EventCheck check,
      List<String> keyNames,
      Predicate<String> isKey) {
    this.check = check;
    this.source = source.name();
    this.limits = limits;
    this.ids = ids;
    EventFields fields = source.event();
    List<String> pointers = new ArrayList<>();
    idField = add(fields.id(), pointers);
    keyField = add(fields.key(), pointers);
    keyNames.forEach(name -> add(JsonFields.pointerTo(name), pointers));
    scanner = new JsonScanner(JsonFields.of(pointers), limits.depthMax());
    writeKeys = keyNames.isEmpty() ? null : new BodyKey(scanner, keyNames, isKey);
  }

  /** True when the first byte says so; also for an empty body, which is another matter. */
  public static boolean isArray(byte[] bytes, int size) throws Refused {
    int at = ByteOrderMark.skip(bytes, size);
    while (at < size && isBlank(bytes[at])) {
      at++;
    }
    return at == size || bytes[at] == '[';
  }

  private static int add(String pointer, List<String> pointers) {
    if (pointer == null) {
      return -1;
    }
    if (!pointers.contains(pointer)) {
      pointers.add(pointer);
    }
    return pointers.indexOf(pointer);
  }

  /**
   * Reads the first {@code size} bytes of {@code bytes}, which nobody may change afterwards.
   *
   * @param memory grants what the events take beside the body: many small ones are far more
   */
  public Batch read(byte[] bytes, int size, Caller from, Bytes.Grant memory) throws Refused {
    grant = memory;
    notGranted = 0;
    body = bytes;
    length = size;
    caller = from;
    events = new ArrayList<>();
    idsMade = false;
    if (writeKeys != null) {
      writeKeys.begin();
    }
    try {
      int at = skipBlank(ByteOrderMark.skip(bytes, size));
      if (at == length) {
        throw Refusal.of(400, "empty_body", "the body is empty; send a JSON object, " + FORMS)
            .asException();
      }
      if (body[at] == '[') {
        array(at + 1);
      } else {
        lines(at);
      }
      return new Batch(events, idsMade, writeKeys == null ? null : writeKeys.seen());
    } finally {
      body = null;
      events = null;
    }
  }

  private static final String FORMS = "an array of objects, or one object per line";

  private void array(int from) throws Refused {
    int at = skipBlank(from);
    if (at < length && body[at] == ']') {
      at++;
    } else {
      while (true) {
        at = skipBlank(event(at));
        if (at < length && body[at] == ',') {
          at = skipBlank(at + 1);
        } else if (at < length && body[at] == ']') {
          at++;
          break;
        } else {
          throw notJson("expected ',' or ']' in the array, found ", at);
        }
      }
    }
    at = skipBlank(at);
    if (at < length) {
      throw notJson("expected the end behind the array, found ", at);
    }
  }

  private void lines(int from) throws Refused {
    int at = from;
    while (at < length) {
      int end = event(at);
      at = skipBlank(end);
      if (at < length && !hasLineBreak(end, at)) {
        throw notJson("expected a new line between two events, found ", at);
      }
    }
  }

  /** Scans the event that begins at {@code from} and adds it; the index behind it. */
  private int event(int from) throws Refused {
    int end;
    try {
      end = scanner.scanValue(body, from, length);
    } catch (JsonSyntaxException e) {
      throw syntax(e);
    }
    check(from, end);
    String id = id();
    String key = key(id);
    byte[] json = writeKeys == null ? null : writeKeys.without();
    if (json == null) {
      json = from == 0 && end == body.length ? body : Arrays.copyOfRange(body, from, end);
    }
    RawEvent event =
        new RawEvent(
            id, source, key, caller.receivedMillis(), json, caller.ip(), caller.userAgent());
    EventCheck.Fault fault = check.look(event);
    if (fault != null) {
      throw refusal(fault, json);
    }
    events.add(event);
    notGranted += Batch.cost(event);
    if (notGranted > GRANT_STEP) {
      grant.take(notGranted);
      notGranted = 0;
    }
    return end;
  }

  private void check(int from, int end) throws Refused {
    if (scanner.rootKind() != JsonKind.OBJECT) {
      String found = "an event must be a JSON object, found " + named(scanner.rootKind());
      throw refusal(400, "not_an_object", found).asException();
    }
    if (events.size() == limits.eventsMax()) {
      String found = "the body holds more than " + limits.eventsMax() + " events; send it in parts";
      throw Refusal.limit(413, "too_many_events", found, limits.eventsMax(), "events_max")
          .asException();
    }
    if (end - from > limits.eventMax()) {
      String found = "it has " + (end - from) + " bytes, the limit is " + limits.eventMax();
      throw Refusal.limit(413, "event_too_large", where() + found, limits.eventMax(), "event_max")
          .atEvent(events.size())
          .asException();
    }
    if (scanner.duplicate() >= 0) {
      String field = scanner.fields().pointer(scanner.duplicate());
      throw refusal(400, "duplicate_field", field + " stands in the event twice; send it once")
          .aboutField(field)
          .asException();
    }
  }

  private String id() throws Refused {
    JsonKind kind = idField < 0 ? JsonKind.ABSENT : scanner.kind(idField);
    if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
      idsMade = true;
      return made();
    }
    String right = "; send the id as a non-empty string or a number";
    if (kind != JsonKind.STRING && kind != JsonKind.NUMBER) {
      throw fieldRefusal("id_invalid", idField, "found " + named(kind) + right);
    }
    String id = scanner.text(idField);
    if (id.isEmpty()) {
      throw fieldRefusal("id_invalid", idField, "found an empty string" + right);
    }
    if (!isWholeText(id)) {
      String found = "found half of a character pair (a lone surrogate), which has no UTF-8 form";
      throw fieldRefusal("id_invalid", idField, found);
    }
    return notTooLong(id, idField, "id_invalid");
  }

  /** Of the request's key and the event's place in it, so that a repetition makes the same one. */
  private String made() {
    String key = caller.requestKey();
    return key == null ? ids.next() : key + "-" + events.size();
  }

  /** Without a usable key the id decides the partition: a retry still lands where it was. */
  private String key(String id) throws Refused {
    if (keyField < 0 || keyField == idField) {
      return id;
    }
    JsonKind kind = scanner.kind(keyField);
    if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
      return id;
    }
    if (!kind.isScalar()) {
      throw fieldRefusal(
          "key_invalid",
          keyField,
          "found " + named(kind) + "; send the key as a string or a number");
    }
    String key = scanner.text(keyField);
    return key.isEmpty() ? id : notTooLong(key, keyField, "key_invalid");
  }

  private String notTooLong(String text, int field, String code) throws Refused {
    if (text.length() <= limits.idMax()) {
      return text;
    }
    String pointer = scanner.fields().pointer(field);
    String found = text.length() + " characters, the limit is " + limits.idMax();
    throw Refusal.limit(400, code, where() + pointer + " has " + found, limits.idMax(), "id_max")
        .atEvent(events.size())
        .aboutField(pointer)
        .asException();
  }

  private static boolean isWholeText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isHighSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private Refused fieldRefusal(String code, int field, String found) {
    String pointer = scanner.fields().pointer(field);
    return refusal(400, code, pointer + ": " + found).aboutField(pointer).asException();
  }

  private Refused refusal(EventCheck.Fault fault, byte[] json) {
    if (fault.pointer() == null) {
      return refusal(422, "event_invalid", fault.message()).asException();
    }
    String code = isThere(fault.pointer(), json) ? "field_invalid" : "field_missing";
    return refusal(422, code, fault.message()).aboutField(fault.pointer()).asException();
  }

  private boolean isThere(String pointer, byte[] json) {
    JsonScanner look = new JsonScanner(JsonFields.of(pointer), limits.depthMax());
    try {
      look.scan(json);
      return look.kind(0) != JsonKind.ABSENT;
    } catch (JsonSyntaxException e) {
      return true; // cannot be: it has been scanned before
    }
  }

  private Refused syntax(JsonSyntaxException e) {
    if (e.isTooDeep()) {
      String found = where() + "it is " + e.getMessage();
      return Refusal.limit(400, "too_deep", found, limits.depthMax(), "depth_max")
          .atEvent(events.size())
          .asException();
    }
    return refusal(400, "not_json", "not valid JSON: " + e.getMessage() + " of the event")
        .asException();
  }

  private Refused notJson(String message, int at) {
    return Refusal.of(400, "not_json", message + found(at) + " at byte " + at + " of the body")
        .asException();
  }

  private Refusal refusal(int status, String code, String message) {
    return Refusal.of(status, code, where() + message).atEvent(events.size());
  }

  private String where() {
    return "event " + events.size() + ": ";
  }

  private boolean hasLineBreak(int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == '\n' || body[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < length && isBlank(body[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private String found(int at) {
    if (at >= length) {
      return "the end";
    }
    int c = body[at] & 0xff;
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
  }

  private static String named(JsonKind kind) {
    return switch (kind) {
      case ABSENT -> "nothing";
      case NULL -> "null";
      case TRUE -> "true";
      case FALSE -> "false";
      case NUMBER -> "a number";
      case STRING -> "a string";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
    };
  }
}
