package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Base64;
import org.apache.kafka.common.Uuid;

/**
 * A failed event in JSON, both ways. The original bytes stand under {@code body} as text when they
 * are UTF-8 and no more than double by escaping, otherwise under {@code body_base64}; reading gives
 * the same bytes back. Not for sharing between threads.
 */
final class FailedJson {
  private static final JsonFields FIELDS =
      JsonFields.of(
          "/id",
          "/source",
          "/stage",
          "/reason",
          "/sentence",
          "/pointer",
          "/schema",
          "/received",
          "/origin/topic",
          "/origin/partition",
          "/origin/offset",
          "/attempts",
          "/body",
          "/body_base64");
  private static final int ID = 0;
  private static final int SOURCE = 1;
  private static final int STAGE = 2;
  private static final int REASON = 3;
  private static final int SENTENCE = 4;
  private static final int POINTER = 5;
  private static final int SCHEMA = 6;
  private static final int RECEIVED = 7;
  private static final int TOPIC = 8;
  private static final int PARTITION = 9;
  private static final int OFFSET = 10;
  private static final int ATTEMPTS = 11;
  private static final int BODY = 12;
  private static final int BODY_BASE64 = 13;

  private final JsonScanner scanner = new JsonScanner(FIELDS);

  byte[] write(FailedEvent failed) {
    Origin origin = failed.origin();
    StringBuilder out = new StringBuilder(512 + failed.body().length);
    out.append("{\"id\":");
    text(failed.id(), out);
    out.append(",\"source\":");
    text(failed.source(), out);
    out.append(",\"stage\":");
    text(failed.stage(), out);
    out.append(",\"reason\":");
    text(failed.reason().name(), out);
    out.append(",\"sentence\":");
    text(failed.message(), out);
    out.append(",\"pointer\":");
    text(failed.pointer(), out);
    out.append(",\"schema\":");
    text(failed.schema(), out);
    out.append(",\"received\":").append(failed.receivedMillis());
    out.append(",\"origin\":{\"topic\":\"");
    out.append(new Uuid(origin.topicIdHigh(), origin.topicIdLow()));
    out.append("\",\"partition\":").append(origin.partition());
    out.append(",\"offset\":").append(origin.offset());
    out.append("},\"attempts\":").append(failed.attempts()).append(',');
    body(failed.body(), out);
    return out.append('}').toString().getBytes(UTF_8);
  }

  FailedEvent read(byte[] json, Sender sender) throws UndecodableRecordException {
    try {
      scanner.scan(json);
    } catch (JsonSyntaxException e) {
      throw new UndecodableRecordException("the value is not JSON: " + e.getMessage());
    }
    if (scanner.duplicate() >= 0) {
      throw wrong(scanner.duplicate(), "stands twice");
    }
    return new FailedEvent(
        origin(),
        required(ID),
        required(SOURCE),
        required(STAGE),
        reason(),
        required(SENTENCE),
        optional(POINTER),
        optional(SCHEMA),
        number(RECEIVED),
        integer(ATTEMPTS),
        sender,
        body());
  }

  private Origin origin() throws UndecodableRecordException {
    Uuid topic;
    try {
      topic = Uuid.fromString(required(TOPIC));
    } catch (IllegalArgumentException e) {
      throw wrong(TOPIC, "is not a topic id: " + e.getMessage());
    }
    return new Origin(
        topic.getMostSignificantBits(),
        topic.getLeastSignificantBits(),
        integer(PARTITION),
        number(OFFSET));
  }

  private Reason reason() throws UndecodableRecordException {
    String name = required(REASON);
    try {
      return Reason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw wrong(REASON, "is '" + name + "', which is no reason known here");
    }
  }

  private byte[] body() throws UndecodableRecordException {
    if (scanner.kind(BODY) == JsonKind.STRING) {
      return scanner.text(BODY).getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(required(BODY_BASE64));
    } catch (IllegalArgumentException e) {
      throw wrong(BODY_BASE64, "is not Base64: " + e.getMessage());
    }
  }

  private String optional(int field) throws UndecodableRecordException {
    JsonKind kind = scanner.kind(field);
    return kind == JsonKind.NULL || kind == JsonKind.ABSENT ? null : required(field);
  }

  private String required(int field) throws UndecodableRecordException {
    if (scanner.kind(field) != JsonKind.STRING) {
      throw wrong(field, "is " + scanner.kind(field) + ", expected a text");
    }
    return scanner.text(field);
  }

  private int integer(int field) throws UndecodableRecordException {
    long number = number(field);
    if (number != (int) number) {
      throw wrong(field, "is out of range: " + number);
    }
    return (int) number;
  }

  private long number(int field) throws UndecodableRecordException {
    if (scanner.kind(field) == JsonKind.NUMBER) {
      try {
        return Long.parseLong(scanner.text(field));
      } catch (NumberFormatException e) {
        // told below
      }
    }
    throw wrong(field, "is " + scanner.kind(field) + ", expected a whole number");
  }

  private static UndecodableRecordException wrong(int field, String what) {
    return new UndecodableRecordException("the value's " + FIELDS.pointer(field) + " " + what);
  }

  private static void text(String text, StringBuilder out) {
    if (text == null) {
      out.append("null");
    } else {
      JsonStrings.quote(text, out);
    }
  }

  private static void body(byte[] body, StringBuilder out) {
    int start = out.length();
    try {
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      out.append("\"body\":");
      int quoteFrom = out.length();
      JsonStrings.quote(text, out);
      int added = out.length() - quoteFrom - 2 - text.length();
      if (added <= body.length) {
        return;
      }
      out.setLength(start); // mostly control characters: each would take six bytes
    } catch (CharacterCodingException e) {
      out.setLength(start); // not text
    }
    out.append("\"body_base64\":\"").append(Base64.getEncoder().encodeToString(body)).append('"');
  }
}
