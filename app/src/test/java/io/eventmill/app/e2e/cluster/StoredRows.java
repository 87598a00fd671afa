package io.eventmill.app.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All rows of all stores, as the API of one server tells them. */
record StoredRows(String url) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** By id, the event to the byte; an event that is there twice is an error. */
  Map<String, String> events() throws Exception {
    Map<String, String> events = new TreeMap<>();
    pages(
        "/api/events?limit=1000",
        "events",
        row -> {
          String twice =
              events.put(row.path("id").asText(), row.path("type").asText() + row.path("event"));
          if (twice != null) {
            throw new AssertionError(row.path("id") + " is there twice");
          }
        });
    return events;
  }

  /** By window and kind. */
  Map<String, Long> counts() throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    pages(
        "/api/counts/by_kind?limit=1000",
        "rows",
        row ->
            counts.merge(
                row.path("window_start_time").asLong() + " " + row.path("kind").asText(),
                row.path("count").asLong(),
                Long::sum));
    return counts;
  }

  /** By checkout, the click. */
  Map<String, String> attributed() throws Exception {
    Map<String, String> attributed = new TreeMap<>();
    pages(
        "/api/attributed/attributed?limit=1000",
        "rows",
        row -> {
          JsonNode click = row.path("click");
          attributed.put(row.path("checkout").asText(), click.isNull() ? "" : click.asText());
        });
    return attributed;
  }

  long count() {
    try {
      return json("/api/events/count").path("count").asLong();
    } catch (Exception e) {
      return -1;
    }
  }

  private void pages(String path, String rows, Consumer<JsonNode> each) throws Exception {
    String cursor = null;
    do {
      JsonNode page =
          json(
              path
                  + (cursor == null
                      ? ""
                      : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
      List<JsonNode> all = new ArrayList<>();
      page.path(rows).forEach(all::add);
      all.forEach(each);
      cursor = page.path("next").isTextual() ? page.path("next").asText() : null;
    } while (cursor != null);
  }

  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answered " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
