package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.Replay;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Documents of the index as records. */
final class Rows {
  private Rows() {}

  static StoredEvent event(JsonNode hit) {
    JsonNode row = hit.path("_source");
    Event event =
        new Event(
            origin(row),
            named(row, "id"),
            named(row, "source"),
            named(row, "type"),
            row.path("time_micros").asLong(),
            row.path("received").asLong(),
            row.path("json").asText().getBytes(StandardCharsets.UTF_8));
    return new StoredEvent(event, row.path("stored").asLong());
  }

  static Origin origin(JsonNode row) {
    return new Origin(
        row.path("th").asLong(),
        row.path("tl").asLong(),
        row.path("p").asInt(),
        row.path("o").asLong());
  }

  static StoredFailure failure(JsonNode hit, State state) {
    JsonNode row = hit.path("_source");
    FailedEvent failed =
        new FailedEvent(
            origin(row),
            named(row, "id"),
            named(row, "source"),
            row.path("stage").asText(),
            Reason.valueOf(row.path("reason").asText()),
            row.path("message").asText(),
            text(row, "pointer"),
            row.has("schema") ? named(row, "schema") : null,
            row.path("received").asLong(),
            row.path("attempts").asInt(),
            new Sender(bytes(row, "key"), bytes(row, "ip"), bytes(row, "user_agent")),
            bytes(row, "body"));
    return new StoredFailure(failed, row.path("stored").asLong(), replay(row, state));
  }

  private static Replay replay(JsonNode row, State state) {
    long turn = row.path("replay_turn").asLong();
    boolean counts = row.has("replay_turn") && turn <= state.turn() && !state.isOpen(turn);
    return counts
        ? new Replay(Origin.parse(row.path("replay").asText()), row.path("replay_marked").asLong())
        : null;
  }

  static Dropped dropped(JsonNode hit) {
    JsonNode row = hit.path("_source");
    return new Dropped(
        origin(row),
        named(row, "id"),
        named(row, "source"),
        row.path("received").asLong(),
        Dropped.Cause.valueOf(row.path("kind").asText()));
  }

  /** The text that stands as one term, or beside it. */
  static String named(JsonNode row, String name) {
    JsonNode whole = row.path(name + "_text");
    return whole.isMissingNode() ? row.path(name).asText() : whole.asText();
  }

  private static String text(JsonNode row, String name) {
    return row.has(name) ? row.path(name).asText() : null;
  }

  private static byte[] bytes(JsonNode row, String name) {
    try {
      return row.has(name) ? row.path(name).binaryValue() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
