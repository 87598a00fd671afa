package io.eventmill.app.samples;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of a mill, as rows that are the same in every run: without the times of receiving
 * and storing and without places on the log; {@link #MADE} stands for ids that were made on the
 * way, {@link #RECEIVED} for fields that say when the event came.
 */
final class Rows {
  /** In place of an id that the event did not bring. */
  static final String MADE = "(made)";

  /** In place of a time of receiving that an enrichment has noted. */
  static final String RECEIVED = "(received)";

  private static final String RECEIVED_TIME = "received_time";

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Comparator<JsonNode> ORDER =
      Comparator.comparing((JsonNode r) -> r.path("source").asText())
          .thenComparing(r -> r.path("time").asText())
          .thenComparing(r -> r.path("id").asText())
          .thenComparing(JsonNode::toString);

  private final Answers answers;
  private final RoutedTopics routed;
  private final Map<String, String> idPointers = new HashMap<>();
  private final List<String> receivedTimes;
  private final Map<String, String> kinds = new LinkedHashMap<>();

  /** Questions to the mill. */
  interface Answers {
    JsonNode get(String pathAndQuery) throws IOException, InterruptedException;
  }

  Rows(Pipeline pipeline, Answers answers, RoutedTopics routed) {
    this.answers = answers;
    this.routed = routed;
    this.receivedTimes =
        pipeline.enrich().stream()
            .filter(e -> e.kind().equals(RECEIVED_TIME))
            .map(e -> e.settings().text("into"))
            .toList();
    for (Source source : pipeline.sources()) {
      idPointers.put(source.name(), source.event().id());
    }
    pipeline.counts().forEach(c -> kinds.put("counts-" + c.name(), "/api/counts/" + c.name()));
    pipeline
        .attributions()
        .forEach(a -> kinds.put("attributed-" + a.name(), "/api/attributed/" + a.name()));
  }

  /** Events that were stored. */
  List<JsonNode> events() throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode found : all("/api/events?limit=1000&order=oldest", "events")) {
      ObjectNode row = MAPPER.createObjectNode();
      row.put("id", id(found, found.get("event")));
      for (String field : List.of("source", "type", "time", "event")) {
        row.set(field, found.get(field));
      }
      if (row.get("event") instanceof ObjectNode event) {
        receivedTimes.stream().filter(event::has).forEach(name -> event.put(name, RECEIVED));
      }
      rows.add(row);
    }
    return sorted(rows);
  }

  /** Events that could not be processed. */
  List<JsonNode> failed() throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode found : all("/api/failed?limit=200", "failed")) {
      ObjectNode row = MAPPER.createObjectNode();
      row.put("id", id(found, parsed(found.path("body").asText())));
      for (String field : List.of("source", "stage", "reason", "message", "pointer", "schema")) {
        row.set(field, found.path(field));
      }
      row.set("body", found.path("body"));
      rows.add(row);
    }
    return sorted(rows);
  }

  /**
   * Events that rightly went nowhere.
   *
   * @param ids that the samples bring
   */
  List<JsonNode> dropped(List<String> ids) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    for (String id : ids) {
      String path = "/api/events/" + Encoded.path(id) + "/trace";
      for (JsonNode journey : answers.get(path).path("journeys")) {
        String outcome = journey.path("outcome").asText();
        if (outcome.equals("duplicate") || outcome.equals("filtered")) {
          ObjectNode row = MAPPER.createObjectNode();
          row.put("id", id).put("source", journey.path("source").asText()).put("cause", outcome);
          rows.add(row);
        }
      }
    }
    return sorted(rows);
  }

  /**
   * Rows of the pipeline's results and what its routes have sent on, by kind; without the field
   * that says how far time has come.
   */
  Map<String, List<JsonNode>> results() throws IOException, InterruptedException {
    Map<String, List<JsonNode>> results = new LinkedHashMap<>();
    for (String kind : kinds.keySet()) {
      List<JsonNode> rows = all(kinds.get(kind) + "?limit=1000&order=oldest", "rows");
      rows.forEach(row -> ((ObjectNode) row).remove("final"));
      results.put(kind, List.copyOf(rows));
    }
    for (Map.Entry<String, List<Event>> route : routed.events().entrySet()) {
      List<JsonNode> rows = new ArrayList<>();
      for (Event event : route.getValue()) {
        rows.add(routed(event));
      }
      results.put("routed-" + route.getKey(), sorted(rows));
    }
    return results;
  }

  private JsonNode routed(Event event) throws IOException {
    JsonNode sent = MAPPER.readTree(event.json());
    ObjectNode found =
        MAPPER.createObjectNode().put("id", event.id()).put("source", event.source());
    return MAPPER
        .createObjectNode()
        .put("id", id(found, sent))
        .put("source", event.source())
        .put("type", event.type())
        .set("event", sent);
  }

  private List<JsonNode> all(String path, String list) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = answers.get(path + cursor);
      page.path(list).forEach(rows::add);
      JsonNode next = page.path("next");
      cursor = next.isTextual() ? "&cursor=" + next.asText() : null;
    }
    return rows;
  }

  private String id(JsonNode found, JsonNode event) {
    String pointer = idPointers.get(found.path("source").asText());
    JsonNode own = pointer == null || event == null ? null : event.at(pointer);
    String id = found.path("id").asText();
    return own != null && own.isValueNode() && own.asText().equals(id) ? id : MADE;
  }

  private static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return null; // it failed for that reason, perhaps
    }
  }

  private static List<JsonNode> sorted(List<JsonNode> rows) {
    return rows.stream().sorted(ORDER).toList();
  }
}
