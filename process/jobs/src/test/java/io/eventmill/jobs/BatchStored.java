package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.ResultRow;
import java.util.Map;
import java.util.TreeMap;

/** What came out of a pipeline, by what names it. */
record BatchStored(
    Map<String, String> events,
    Map<String, String> failed,
    Map<String, String> dropped,
    Map<String, String> rows) {
  BatchStored() {
    this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  void add(Event e) {
    once(events, e.origin().asId(), e.id() + " " + new String(e.json(), UTF_8));
  }

  void add(FailedEvent e) {
    once(failed, e.origin().asId(), e.reason() + " " + new String(e.body(), UTF_8));
  }

  void add(Dropped e) {
    once(dropped, e.origin().asId(), e.id() + " " + e.cause());
  }

  void add(ResultRow row) {
    rows.put(row.result() + " " + row.id(), new String(row.json(), UTF_8));
  }

  private static void once(Map<String, String> to, String place, String what) {
    assertThat(to.put(place, what)).as(place).isNull();
  }

  /** By conversion of the attribution {@code buys} its touch; {@code null} as a text for none. */
  Map<String, String> touches() {
    Map<String, String> found = new TreeMap<>();
    rows.forEach(
        (name, row) -> {
          if (name.startsWith("buys ")) {
            found.put(name.substring(5), BatchTraffic.field(row, "touch_id"));
          }
        });
    return found;
  }
}
