package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Origin;
import io.eventmill.store.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the index for what counts, as of one state. */
final class Search {
  /** Indices that are not there yet are empty. */
  static final Map<String, String> LENIENT =
      Map.of("ignore_unavailable", "true", "allow_no_indices", "true");

  private static final Map<String, String> WHOLE =
      Map.of(
          "ignore_unavailable",
          "true",
          "allow_no_indices",
          "true",
          "allow_partial_search_results",
          "false");
  private static final long PAUSE_FIRST_MILLIS = 25;
  private static final long PAUSE_LAST_MILLIS = 1_000;
  private static final List<String> ORIGIN = List.of("th", "tl", "p", "o");

  private final Cluster cluster;
  private final State state;
  private final String where;

  Search(Cluster cluster, State state, String where) {
    this.cluster = cluster;
    this.state = state;
    this.where = where;
  }

  /** A bool query of conditions, to which the state adds its own. */
  ObjectNode query(List<? extends JsonNode> conditions) {
    ArrayNode filter = Json.array().addAll(conditions);
    ObjectNode bool = Json.of("filter", filter.add(counts("turn")));
    return Json.of("bool", bool);
  }

  /** Of turns that have ended. */
  ObjectNode counts(String turn) {
    ObjectNode bool = Json.of("filter", Json.range(turn, null, state.turn() + 1));
    if (!state.open().isEmpty()) {
      ArrayNode open = Json.array();
      state.open().forEach(t -> open.add(t.number()));
      bool.set("must_not", Json.of("terms", Json.of(turn, open)));
    }
    return Json.of("bool", bool);
  }

  JsonNode ask(ObjectNode body) {
    JsonNode answer = patiently("_search", WHOLE, body);
    if (answer.path("timed_out").asBoolean()) {
      throw new StoreUnavailableException("store: the search took too long", null);
    }
    return answer;
  }

  /** An index that was made this moment cannot answer at once: that is waited for. */
  private JsonNode patiently(String what, Map<String, String> parameters, JsonNode body) {
    long pause = PAUSE_FIRST_MILLIS;
    while (true) {
      try {
        return cluster.get("POST", "/" + where + "/" + what, parameters, body);
      } catch (StoreUnavailableException e) {
        boolean away = e.getMessage().contains(Cluster.SHARDS_AWAY);
        if (!away || pause > PAUSE_LAST_MILLIS) {
          throw e;
        }
        pause(pause, e);
        pause *= 2;
      }
    }
  }

  private static void pause(long millis, StoreUnavailableException why) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  /** Only numbers. */
  JsonNode aggregate(ObjectNode query, ObjectNode aggregations) {
    ObjectNode body = Json.object().put("size", 0).put("track_total_hits", false);
    body.set("query", query);
    body.set("aggs", aggregations);
    return ask(body).path("aggregations");
  }

  long count(ObjectNode query) {
    JsonNode answer = patiently("_count", LENIENT, Json.of("query", query));
    if (answer.path("_shards").path("failed").asInt() > 0) {
      throw new StoreUnavailableException("store: not all shards can answer now", null);
    }
    return answer.path("count").asLong();
  }

  /** By a time, then by origin. */
  static ArrayNode sort(String time, boolean oldestFirst) {
    ArrayNode sort = Json.array();
    String order = oldestFirst ? "asc" : "desc";
    sort.addObject().putObject(time).put("order", order).put("unmapped_type", "long");
    for (String part : ORIGIN) {
      sort.addObject().putObject(part).put("order", order).put("unmapped_type", "long");
    }
    return sort;
  }

  static ArrayNode after(long time, Origin origin) {
    return Json.array()
        .add(time)
        .add(origin.topicIdHigh())
        .add(origin.topicIdLow())
        .add(origin.partition())
        .add(origin.offset());
  }
}
