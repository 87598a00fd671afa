package io.eventmill.query;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One stored event as JSON: what we know about it, then the event itself, byte for byte. */
final class EventJson {
  private EventJson() {}

  static void write(StoredEvent stored, ByteArrayOutputStream out) {
    Event event = stored.event();
    StringBuilder head = new StringBuilder(400).append("{\"id\":");
    JsonStrings.quote(event.id(), head);
    head.append(",\"source\":");
    JsonStrings.quote(event.source(), head);
    head.append(",\"type\":");
    JsonStrings.quote(event.type(), head);
    head.append(",\"time\":\"").append(IsoTime.ofMicros(event.timeMicros()));
    head.append("\",\"received\":\"").append(IsoTime.ofMillis(event.receivedMillis()));
    head.append("\",\"stored\":\"").append(IsoTime.ofMillis(stored.storedMillis()));
    head.append("\",\"origin\":");
    origin(event.origin(), head);
    out.writeBytes(head.append(",\"event\":").toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(event.json());
    out.write('}');
  }

  static void origin(Origin origin, StringBuilder out) {
    out.append("{\"topic_id\":\"").append(topicId(origin));
    out.append("\",\"partition\":").append(origin.partition());
    out.append(",\"offset\":").append(origin.offset()).append('}');
  }

  /** As Kafka's own tools print it. */
  private static String topicId(Origin origin) {
    byte[] id =
        ByteBuffer.allocate(16).putLong(origin.topicIdHigh()).putLong(origin.topicIdLow()).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
