package io.eventmill.store.opensearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.store.FieldText;
import io.eventmill.store.LedgerCell.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows as documents of the index. */
final class Documents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final long turn;
  private final long storedMillis;

  /**
   * @param turn of the batch they are written in
   */
  Documents(long turn, long storedMillis) {
    this.turn = turn;
    this.storedMillis = storedMillis;
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private byte[] document(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("turn", turn);
      out.writeNumberField("stored", storedMillis);
      body.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException when the event's JSON is none; names the event
   */
  byte[] event(Event event) {
    EventFields fields = EventFields.of(event);
    return document(
        out -> {
          origin(out, event.origin());
          named(out, "id", event.id());
          named(out, "source", event.source());
          named(out, "type", event.type());
          time(out, event.timeMicros());
          received(out, event.receivedMillis());
          cell(out, event.origin());
          out.writeStringField("json", new String(event.json(), StandardCharsets.UTF_8));
          strings(
              out,
              "pointers",
              fields.byPointer().keySet().stream()
                  .map(FieldText::ofString)
                  .filter(p -> p.length() <= 300)
                  .toList());
          fields(out, fields);
          GeoPoint.write(out, fields.byPointer());
          strings(out, "words", SearchText.pieces(fields.words()));
        });
  }

  private static void fields(JsonGenerator out, EventFields fields) throws IOException {
    Map<String, List<String>> tokens = new TreeMap<>();
    fields
        .byPointer()
        .forEach(
            (pointer, value) -> {
              String whole = FieldText.ofString(pointer);
              List<String> bucket =
                  tokens.computeIfAbsent(Tokens.field(whole), b -> new ArrayList<>());
              bucket.add(Tokens.text(whole, value.text()));
              if (value.number()) {
                bucket.add(Tokens.number(whole, value.text()));
              }
            });
    for (Map.Entry<String, List<String>> bucket : tokens.entrySet()) {
      strings(out, bucket.getKey(), bucket.getValue());
    }
  }

  private static void strings(JsonGenerator out, String field, Iterable<String> values)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  byte[] failed(FailedEvent failed) {
    return document(
        out -> {
          out.writeStringField("kind", Kind.FAILED.name());
          origin(out, failed.origin());
          named(out, "id", failed.id());
          named(out, "source", failed.source());
          received(out, failed.receivedMillis());
          cell(out, failed.origin());
          out.writeStringField("stage", failed.stage());
          out.writeStringField("reason", failed.reason().name());
          out.writeStringField("message", FieldText.ofString(failed.message()));
          optional(out, "pointer", failed.pointer());
          if (failed.schema() != null) {
            named(out, "schema", failed.schema());
          }
          out.writeNumberField("attempts", failed.attempts());
          optional(out, "key", failed.sender().key());
          optional(out, "ip", failed.sender().ip());
          optional(out, "user_agent", failed.sender().userAgent());
          optional(out, "body", failed.body());
        });
  }

  byte[] dropped(Dropped dropped) {
    return document(
        out -> {
          out.writeStringField("kind", dropped.cause().name());
          origin(out, dropped.origin());
          named(out, "id", dropped.id());
          named(out, "source", dropped.source());
          received(out, dropped.receivedMillis());
          cell(out, dropped.origin());
        });
  }

  byte[] accepted(AcceptedCells.Cell cell) {
    return document(
        out -> {
          out.writeStringField("kind", (cell.replays() ? Kind.REPLAYED : Kind.ACCEPTED).name());
          origin(out, cell.first());
          named(out, "source", cell.source());
          out.writeNumberField("minute", cell.minute());
          out.writeNumberField("n", cell.records());
          out.writeNumberField("last", cell.lastOffset());
          Limbs.write(out, "o", cell.offsets());
          Limbs.write(out, "s", cell.squares());
        });
  }

  byte[] replay(Origin at) {
    return document(
        out -> {
          out.writeStringField("kind", "REPLAY");
          out.writeStringField("replay", at.asId());
        });
  }

  private static void origin(JsonGenerator out, Origin origin) throws IOException {
    out.writeNumberField("th", origin.topicIdHigh());
    out.writeNumberField("tl", origin.topicIdLow());
    out.writeNumberField("p", origin.partition());
    out.writeNumberField("o", origin.offset());
  }

  /** What the ledger adds up. */
  private static void cell(JsonGenerator out, Origin origin) throws IOException {
    BigInteger offset = BigInteger.valueOf(origin.offset());
    out.writeNumberField("n", 1);
    out.writeNumberField("last", origin.offset());
    Limbs.write(out, "o", offset);
    Limbs.write(out, "s", offset.multiply(offset));
  }

  /** As one term; beside it the text itself where that is too long for one. */
  private static void named(JsonGenerator out, String name, String text) throws IOException {
    String exact = Tokens.exact(text);
    out.writeStringField(name, exact);
    if (Tokens.isCut(exact)) {
      out.writeStringField(name + "_text", FieldText.ofString(text));
    }
  }

  private static void time(JsonGenerator out, long micros) throws IOException {
    out.writeNumberField("time_micros", micros);
    long second = Math.floorDiv(micros, 1_000_000);
    if (second >= YEAR_1 && second <= YEAR_9999) {
      long nanos = Math.floorMod(micros, 1_000_000) * 1_000;
      out.writeStringField("@timestamp", Instant.ofEpochSecond(second, nanos).toString());
    }
  }

  private static void received(JsonGenerator out, long millis) throws IOException {
    out.writeNumberField("received", millis);
    out.writeNumberField("minute", Math.floorDiv(millis, 60_000));
  }

  private static void optional(JsonGenerator out, String name, String text) throws IOException {
    if (text != null) {
      out.writeStringField(name, FieldText.ofString(text));
    }
  }

  private static void optional(JsonGenerator out, String name, byte[] bytes) throws IOException {
    if (bytes != null) {
      out.writeBinaryField(name, bytes);
    }
  }
}
