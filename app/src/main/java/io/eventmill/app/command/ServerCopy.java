package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.batch.BatchComparison.Side;
import io.eventmill.app.batch.BatchFolder;
import io.eventmill.app.mill.BatchSettings;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.ResultRow;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a running server tells of a pipeline, page by page into a file that goes with the
 * comparison, so that it can be asked in SQL. Whichever store the server has, it answers alike. Of
 * failed events the bytes are left out; which events were dropped it does not tell.
 */
final class ServerCopy {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLDEST = "order=oldest"; // in the server's own pages
  private static final String PAGE = OLDEST + "&limit=500";
  private static final String TOPIC = "copy";

  private final Path folder;
  private final String described;

  private ServerCopy(Path folder, String described) {
    this.folder = folder;
    this.described = described;
  }

  /** Takes what was there when it was asked for. */
  static ServerCopy of(
      ServerApi api, String described, Pipeline pipeline, BatchSettings settings, BatchFolder batch)
      throws IOException, InterruptedException {
    Path folder = batch.comparing().resolve("server");
    try (DuckDbStore store = DuckDbStore.open(settings.store(folder))) {
      for (Source source : pipeline.sources()) {
        String of = "source=" + ServerApi.encoded(source.name()) + "&";
        pages(api, "/api/events?" + of + PAGE, "events", ServerCopy::events, store.writer());
        pages(api, "/api/failed?" + of + OLDEST, "failed", ServerCopy::failed, store.writer());
      }
      for (Count count : pipeline.counts()) {
        String path = "/api/counts/" + ServerApi.encoded(count.name()) + "?" + PAGE;
        pages(api, path, "rows", rows -> counts(count, rows), store.writer());
      }
      for (Attribution attribution : pipeline.attributions()) {
        String path = "/api/attributed/" + ServerApi.encoded(attribution.name()) + "?" + PAGE;
        pages(api, path, "rows", rows -> attributed(attribution, rows), store.writer());
      }
      return new ServerCopy(folder, described);
    }
  }

  private interface Reading {
    Batch of(List<byte[]> rows) throws IOException;
  }

  private static void pages(
      ServerApi api, String path, String list, Reading reading, EventWriter writer)
      throws IOException, InterruptedException {
    String cursor = null;
    do {
      String at = cursor == null ? path : path + "&cursor=" + ServerApi.encoded(cursor);
      ApiPage page = ApiPage.of(api.bytes(at), list);
      if (!page.rows().isEmpty()) {
        writer.write(reading.of(page.rows()));
      }
      cursor = page.next();
    } while (cursor != null);
  }

  private static Batch events(List<byte[]> rows) throws IOException {
    List<Event> events = new ArrayList<>();
    for (byte[] row : rows) {
      JsonNode about = JSON.readTree(row);
      events.add(
          new Event(
              origin(about),
              about.path("id").asText(),
              about.path("source").asText(),
              about.path("type").asText(),
              ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(about.path("time").asText())),
              Instant.parse(about.path("received").asText()).toEpochMilli(),
              ApiPage.field(row, "event")));
    }
    return new Batch(TOPIC, events, List.of(), Map.of(), Map.of());
  }

  private static Batch failed(List<byte[]> rows) throws IOException {
    List<FailedEvent> failed = new ArrayList<>();
    for (byte[] row : rows) {
      JsonNode about = JSON.readTree(row);
      failed.add(
          new FailedEvent(
              origin(about),
              about.path("id").asText(),
              about.path("source").asText(),
              about.path("stage").asText(),
              Reason.valueOf(about.path("reason").asText()),
              about.path("message").asText(),
              about.path("pointer").asText(null),
              about.path("schema").asText(null),
              Instant.parse(about.path("received").asText()).toEpochMilli(),
              about.path("attempts").asInt(),
              Sender.UNKNOWN,
              new byte[0]));
    }
    return new Batch(TOPIC, List.of(), failed, Map.of(), Map.of());
  }

  private static Origin origin(JsonNode about) {
    JsonNode origin = about.path("origin");
    return Origin.parse(
        origin.path("topic_id").asText()
            + "-"
            + origin.path("partition").asText()
            + "-"
            + origin.path("offset").asText());
  }

  private static Batch counts(Count count, List<byte[]> rows) throws IOException {
    List<ResultRow> found = new ArrayList<>();
    for (byte[] row : rows) {
      JsonNode about = JSON.readTree(row);
      long micros = about.path("window_start_time").asLong() * 1_000_000;
      String id = about.path("id").asText();
      found.add(new ResultRow(count.name(), count.version(), id, micros, row));
    }
    return Batch.ofRows(TOPIC, found, Map.of(), Map.of());
  }

  /** A row without a column for the conversion's id is called by what it says. */
  private static Batch attributed(Attribution rule, List<byte[]> rows) throws IOException {
    List<Attribution.Column> ids = rule.columns(Attribution.Column.From.CONVERSION_ID);
    List<ResultRow> found = new ArrayList<>();
    for (byte[] row : rows) {
      JsonNode about = JSON.readTree(row);
      String id = ids.isEmpty() ? about.toString() : about.path(ids.get(0).name()).asText();
      found.add(new ResultRow(rule.name(), rule.version(), id, 0, row));
    }
    return Batch.ofRows(TOPIC, found, Map.of(), Map.of());
  }

  Side side() {
    return new Side(folder, described, false);
  }
}
