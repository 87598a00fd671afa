package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.load.Sent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads out of a server what the verdict is given on. */
final class Reading {
  private static final String ALL = "limit=2000000000";

  private final Answers answers;

  Reading(Answers answers) {
    this.answers = answers;
  }

  Stored stored(Sent sent) throws IOException, InterruptedException {
    Stored stored = new Stored(sent);
    try (Stream<String> rows = answers.csv("/api/events?fields=/n,/mail_domain&" + ALL)) {
      rows.forEach(stored::event);
    }
    try (Stream<String> rows = answers.csv("/api/failed?" + ALL)) {
      rows.forEach(stored::failure);
    }
    return stored;
  }

  LedgerTotal ledger() throws IOException, InterruptedException {
    return LedgerTotal.of(answers.json("/api/audit?minutes=1"));
  }

  /** As they were counted while events came. */
  Map<Window, Long> counted() throws IOException, InterruptedException {
    Map<Window, Long> windows = new HashMap<>();
    JsonNode answer = answers.json("/api/counts/" + CountedEvents.COUNT + "?limit=10000");
    for (JsonNode row : answer.path("rows")) {
      Window window =
          new Window(row.path("window_start_time").asLong(), row.path("event_type").asText());
      windows.merge(window, row.path("count").asLong(), Long::sum);
    }
    return windows;
  }

  /**
   * By the id of what was bought, what was looked at, as it is attributed.
   *
   * @param twice told ids that have more than one row
   */
  Map<String, String> attributed(Consumer<String> twice) throws IOException, InterruptedException {
    Map<String, String> rows = new TreeMap<>();
    try (Stream<String> lines =
        answers.csv("/api/attributed/" + CountedEvents.ATTRIBUTION + "?" + ALL)) {
      lines.forEach(
          line -> {
            String[] cells = line.split(",", 3); // the ids are before all else, and without commas
            if (rows.put(cells[0], cells[1]) != null) {
              twice.accept(cells[0]);
            }
          });
    }
    return rows;
  }

  /** As the store counts when it is asked. */
  Map<Window, Long> histogram() throws IOException, InterruptedException {
    Map<Window, Long> windows = new HashMap<>();
    JsonNode answer = answers.json("/api/events/histogram?interval=1m&by=type&buckets=2000");
    for (JsonNode bucket : answer.path("buckets")) {
      Instant start = Instant.parse(bucket.path("start").asText());
      windows.merge(
          new Window(start.getEpochSecond(), bucket.path("value").asText()),
          bucket.path("count").asLong(),
          Long::sum);
    }
    windows.values().removeIf(count -> count == 0);
    return windows;
  }
}
