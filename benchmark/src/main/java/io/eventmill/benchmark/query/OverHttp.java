package io.eventmill.benchmark.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.benchmark.events.ProcessedEvents;
import java.net.URI;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The product asked as everybody asks it: one connection that stays open. */
final class OverHttp implements Respondent {
  private final Json http = new Json();
  private final String url;
  private final String plain;

  /**
   * @param url of the server
   * @param plain of one over the same store that knows of no window counts
   */
  OverHttp(String url, String plain) {
    this.url = url;
    this.plain = plain;
  }

  @Override
  public String answer(Question q) throws Exception {
    return switch (q.kind()) {
      case WINDOWS, COUNT -> get("/count", q, "&type=" + q.type()).path("count").asText();
      case PAGE ->
          texts(
              get(
                      "",
                      q,
                      "&type="
                          + q.type()
                          + "&where=utm_source:"
                          + q.traffic()
                          + "&limit="
                          + Question.PAGE)
                  .path("events"),
              "id");
      case TOP ->
          pairs(
              get("/top", q, "&field=user_domain_id&limit=" + Question.TOP).path("values"),
              v -> v.path("value").asText());
      case HISTOGRAM ->
          pairs(
              get("/histogram", q, "&interval=" + q.stepMillis() / 1_000 + "s").path("buckets"),
              b -> Long.toString(Instant.parse(b.path("start").asText()).toEpochMilli()));
    };
  }

  private JsonNode get(String path, Question q, String more) throws Exception {
    return http.get(
        URI.create(
            "%s/api/events%s?source=%s&from=%s&to=%s%s"
                .formatted(
                    q.kind() == Kind.COUNT ? plain : url,
                    path,
                    ProcessedEvents.SOURCE,
                    Instant.ofEpochMilli(q.fromMillis()),
                    Instant.ofEpochMilli(q.toMillis()),
                    more)));
  }

  private static String texts(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.path(field).asText())
        .collect(Collectors.joining(" "));
  }

  private static String pairs(JsonNode rows, java.util.function.Function<JsonNode, String> name) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path("count").asLong() > 0)
        .map(row -> name.apply(row) + "=" + row.path("count").asLong())
        .collect(Collectors.joining(" "));
  }
}
