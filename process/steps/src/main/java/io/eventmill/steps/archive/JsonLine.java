package io.eventmill.steps.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.json.JsonStrings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A row as a line of JSON: always the same names in the same order, what is not there is null; the
 * event stands in it as its sender wrote it.
 */
public final class JsonLine {
  private static final DateTimeFormatter MILLIS = form("SSS");
  private static final DateTimeFormatter MICROS = form("SSSSSS");
  private static final byte[] NULL = "null".getBytes(UTF_8);
  private static final byte[] END = {'}', '\n'};

  private final String source;
  private final String topic;

  /**
   * @param topic the source's raw topic: partition and offset are of it
   */
  public JsonLine(String source, String topic) {
    this.source = JsonStrings.quote(source);
    this.topic = JsonStrings.quote(topic);
  }

  private static DateTimeFormatter form(String fraction) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'")
        .withZone(ZoneOffset.UTC);
  }

  /** The line with its end, UTF-8. */
  public byte[] of(LakeRow row) {
    StringBuilder head = new StringBuilder(384);
    head.append("{\"topic\":").append(topic);
    head.append(",\"partition\":").append(row.origin().partition());
    head.append(",\"offset\":").append(row.origin().offset());
    head.append(",\"received\":\"").append(received(row)).append('"');
    text(head, "id", row.id());
    head.append(",\"source\":").append(source);
    text(head, "type", row.type());
    text(head, "time", time(row));
    text(head, "origin", row.origin().asId());
    head.append(",\"attempt\":").append(row.attempt());
    text(head, "key", base64(row.sender().key()));
    text(head, "ip", row.sender().ipText());
    text(head, "user_agent", row.sender().userAgentText());
    text(head, "bytes", base64(row.bytes()));
    head.append(",\"event\":");
    byte[] event = row.event() == null ? NULL : row.event();
    byte[] front = head.toString().getBytes(UTF_8);
    byte[] line = new byte[front.length + event.length + END.length];
    System.arraycopy(front, 0, line, 0, front.length);
    System.arraycopy(event, 0, line, front.length, event.length);
    System.arraycopy(END, 0, line, front.length + event.length, END.length);
    return line;
  }

  private static String received(LakeRow row) {
    return MILLIS.format(Instant.ofEpochMilli(row.receivedMillis()));
  }

  private static String time(LakeRow row) {
    return row.timeMicros() == null
        ? null
        : MICROS.format(Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS));
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static void text(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":");
    if (value == null) {
      out.append("null");
    } else {
      JsonStrings.quote(value, out);
    }
  }
}
