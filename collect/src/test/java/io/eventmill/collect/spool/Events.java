package io.eventmill.collect.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import java.util.ArrayList;
import java.util.List;

/** Events for the spool's tests, told apart by their ids. */
final class Events {
  static final long NOW = System.currentTimeMillis();

  private Events() {}

  static RawEvent one(String id) {
    byte[] json = ("{\"event_id\":\"" + id + "\"}").getBytes(UTF_8);
    return new RawEvent(id, "web", "k" + id.hashCode() % 3, NOW, json, "1.2.3.4", "agent");
  }

  static List<RawEvent> some(String prefix, int n) {
    List<RawEvent> events = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      events.add(one(prefix + i));
    }
    return events;
  }

  static RawEvent sized(String id, int bytes) {
    byte[] json = ("{\"a\":\"" + "x".repeat(bytes - 8) + "\"}").getBytes(UTF_8);
    return new RawEvent(id, "web", id, NOW, json, null, null);
  }
}
