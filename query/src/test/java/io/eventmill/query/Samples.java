package io.eventmill.query;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.Deduplicate;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceSchema;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.store.EventStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Events for tests. */
final class Samples {
  static final Source SOURCE =
      new Source(
          "web",
          new SourceTopics("raw", "enriched", "failed", "dropped", 2, (short) 1, null),
          new EventFields("/event_id", "/event_type", "/event_timestamp", null, null),
          ZoneOffset.UTC,
          Deduplicate.defaults(),
          SourceSchema.none(),
          null);

  private Samples() {}

  /** An event whose id, partition and offset follow from its number. */
  static Event event(int number, String type, String time, String json) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    return new Event(
        ListEventReader.origin(number % 3, number),
        "e" + number,
        number % 2 == 0 ? "web" : "app",
        type,
        micros,
        micros / 1000 + 250,
        utf8(json));
  }

  static FailedEvent failed(int number, Reason reason, byte[] body) {
    return new FailedEvent(
        ListEventReader.origin(0, 1000 + number),
        "f" + number,
        "web",
        "process",
        reason,
        "Field /event_timestamp: 'yesterday' is no time",
        "/event_timestamp",
        null,
        1_795_000_000_000L + number,
        1,
        new Sender(utf8("key"), utf8("192.0.2.1"), null),
        body);
  }

  /** Results by name, as pipelines have them. */
  static List<Results> results(EventStore store) {
    return List.of(
        new Results(
            "counts",
            List.of(new NamedResult("signups", "v", List.of("country"))),
            store.results()),
        new Results(
            "attributed", List.of(new NamedResult("sales", "v", List.of())), store.results()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
