package io.eventmill.app.fuzz;

import static io.eventmill.app.fuzz.Pieces.require;
import static io.eventmill.app.fuzz.Pieces.same;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.RawHeaders;
import io.eventmill.topics.UndecodableRecordException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Failed events on their topic: what is written comes back, what others write breaks nothing. */
final class FailedPiece {
  private static final long YEAR_10000 = 253_402_300_800_000L;

  private static final List<String> NAMES =
      List.of(
          "em-id", "em-received", "em-ip", "em-user-agent", "em-spool", "em-replay", "em-attempt");

  private final FailedRecords records = new FailedRecords();

  /** Any bytes as the body, any text (also with half a character in it) as the message. */
  void comesBack(byte[] any) throws UndecodableRecordException {
    Reason[] reasons = Reason.values();
    String id = new String(any, UTF_8);
    FailedEvent failed =
        new FailedEvent(
            StepsPiece.ORIGIN,
            id,
            "web",
            "process",
            reasons[any.length % reasons.length],
            new String(any, UTF_16BE)
                + (any.length > 1 ? (char) (any[0] << 8 | any[1] & 0xff) : ""),
            any.length % 2 == 0 ? null : "/" + id,
            null,
            any.length,
            1,
            new Sender(any, any, null),
            any);
    var written = records.encode("failed", 1, failed);
    FailedEvent back = records.decode(record(written));
    same(failed.id(), back.id());
    same(failed.message(), back.message());
    same(failed.pointer(), back.pointer());
    same(failed.reason(), back.reason());
    same(failed.receivedMillis(), back.receivedMillis());
    require(Arrays.equals(any, back.sender().key()), "the key came back as another");
    require(Arrays.equals(any, back.sender().ip()), "the address came back as another");
    require(back.sender().userAgent() == null, "a User-Agent came back that was not there");
    require(Arrays.equals(any, back.body()), "the body came back as another");
    require(
        Arrays.equals(any, body(StrictJson.tree(written.value()))),
        "others would read another body");
  }

  /** A record that anyone may have put on the failed topic. */
  void othersMayWrite(byte[] value) {
    FailedEvent failed;
    try {
      failed = records.decode(withValue(value));
    } catch (UndecodableRecordException e) {
      return;
    }
    JsonNode tree = StrictJson.tree(value);
    same(tree.get("id").textValue(), failed.id());
    require(Arrays.equals(body(tree), failed.body()), "another body");
  }

  /** Any bytes in the headers of a raw record. */
  void headers(byte[] value) {
    ConsumerRecord<byte[], byte[]> raw = withValue(null);
    for (String name : NAMES) {
      raw.headers().add(name, value);
    }
    RawHeaders headers = RawHeaders.of(raw);
    String id = headers.id();
    require(id == null ? value.length == 0 : id.equals(new String(value, UTF_8)), "another id");
    long received = headers.receivedMillis();
    require(received >= 0 && received < YEAR_10000, "received at " + received);
    require(headers.attempt() >= 1, "attempt " + headers.attempt());
  }

  private static byte[] body(JsonNode tree) {
    JsonNode text = tree.path("body");
    return text.isTextual()
        ? text.textValue().getBytes(UTF_8)
        : Base64.getDecoder().decode(tree.get("body_base64").textValue());
  }

  private static ConsumerRecord<byte[], byte[]> withValue(byte[] value) {
    return new ConsumerRecord<>("failed", 0, 0, null, value);
  }

  /** As it comes back from the log. */
  private static ConsumerRecord<byte[], byte[]> record(ProducerRecord<byte[], byte[]> sent) {
    ConsumerRecord<byte[], byte[]> read =
        new ConsumerRecord<>(sent.topic(), sent.partition(), 0, sent.key(), sent.value());
    sent.headers().forEach(read.headers()::add);
    return read;
  }
}
