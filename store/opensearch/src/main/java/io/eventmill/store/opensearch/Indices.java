package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the indices, and how they are to look. Safe for threads. */
final class Indices {
  private static final Logger LOG = LoggerFactory.getLogger(Indices.class);
  private static final List<String> KEYWORDS =
      List.of("id", "source", "type", "kind", "reason", "schema", "replay");
  private static final List<String> LONGS =
      List.of(
          "turn",
          "stored",
          "time_micros",
          "received",
          "minute",
          "th",
          "tl",
          "o",
          "n",
          "last",
          "replay_turn",
          "replay_marked");

  private final Cluster cluster;
  private final IndexNames names;
  private final OpenSearchConfig config;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final RequestSize requestSize;
  private volatile boolean full;

  Indices(Cluster cluster, IndexNames names, OpenSearchConfig config) {
    this.cluster = cluster;
    this.names = names;
    this.config = config;
    this.requestSize = new RequestSize(config.bulk().bytesMax());
  }

  /** How much of it may be sent to them at once. */
  RequestSize requestSize() {
    return requestSize;
  }

  /** Says how new indices are to look, and looks which there are. */
  void prepare() {
    cluster.get("PUT", "/_index_template/" + config.prefix() + "events", Map.of(), template());
    make(names.state(), shape(Json.object()));
    make(names.outcomes(), shape(properties()));
    for (String index : events()) {
      known.add(index);
    }
  }

  /** The state goes first: what is left counts nowhere then. */
  void remove() {
    drop("/" + names.state());
    drop("/" + names.outcomes());
    events().forEach(index -> drop("/" + index));
    drop("/_index_template/" + config.prefix() + "events");
  }

  private void drop(String what) {
    Cluster.Answer answer = cluster.ask("DELETE", what, Map.of(), null);
    if (answer.status() >= 300 && answer.status() != 404) {
      throw new IllegalStateException(
          "store: " + what + " cannot be removed: " + Cluster.reason(answer));
    }
  }

  /** Those of events. */
  List<String> events() {
    JsonNode found =
        cluster.get(
            "GET",
            "/" + names.allEvents() + "/_settings",
            Map.of(
                "ignore_unavailable", "true",
                "allow_no_indices", "true",
                "expand_wildcards", "open"),
            null);
    return found.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** Where the event belongs. The index is there then. */
  String of(Event event) {
    String index = names.of(event);
    if (!known.contains(index)) {
      if (known.size() >= config.indicesMax()) {
        tellOnce();
        index = names.rest();
      }
      if (!known.contains(index)) {
        make(index, null);
        known.add(index);
      }
    }
    return index;
  }

  private void tellOnce() {
    if (!full) {
      full = true;
      LOG.warn(
          "there are {} indices for sources and days, opensearch.indices_max allows {}; events of"
              + " other days go to {}, which no retention deletes as a whole",
          known.size(),
          config.indicesMax(),
          names.rest());
    }
  }

  /** Somebody deleted it. */
  void forget(String index) {
    known.remove(index);
    full = false;
  }

  private void make(String index, ObjectNode body) {
    Cluster.Answer answer =
        cluster.ask("PUT", "/" + index, Map.of(), body == null ? null : Json.bytes(body));
    String type = answer.body().path("error").path("type").asText();
    if (answer.status() >= 300 && !type.equals("resource_already_exists_exception")) {
      throw new IllegalStateException(
          "store: index " + index + " cannot be made: " + Cluster.reason(answer));
    }
  }

  private ObjectNode template() {
    ObjectNode template = shape(properties());
    ((ObjectNode) template.path("mappings"))
        .putObject("_source")
        .putArray("excludes")
        .add("f.*")
        .add("words")
        .add("pointers");
    ObjectNode json = Json.object();
    json.putArray("index_patterns").add(names.allEvents());
    json.put("priority", 200);
    json.set("template", template);
    return json;
  }

  /** Only refreshed by whoever has written a batch: what counts is there when its turn ends. */
  private ObjectNode shape(ObjectNode properties) {
    ObjectNode json = Json.object();
    json.putObject("settings")
        .put("number_of_shards", config.shards())
        .put("auto_expand_replicas", config.replicas())
        .put("codec", "best_compression")
        .put("refresh_interval", "-1");
    json.putObject("mappings").put("dynamic", false).set("properties", properties);
    return json;
  }

  private static ObjectNode properties() {
    ObjectNode properties = Json.object();
    KEYWORDS.forEach(name -> properties.putObject(name).put("type", "keyword"));
    LONGS.forEach(name -> properties.putObject(name).put("type", "long"));
    properties.putObject("p").put("type", "integer");
    properties.putObject("@timestamp").put("type", "date_nanos").put("ignore_malformed", true);
    properties.putObject("location").put("type", "geo_point").put("ignore_malformed", true);
    for (int i = 0; i < Limbs.COUNT; i++) {
      limb(properties, Limbs.field("o", i));
      limb(properties, Limbs.field("s", i));
    }
    properties.putObject("pointers").put("type", "keyword");
    properties.putObject("words").put("type", "keyword").put("doc_values", false);
    ObjectNode fields = properties.putObject("f").putObject("properties");
    for (int i = 0; i < Tokens.BUCKETS; i++) {
      fields.putObject(Tokens.field(i).substring(2)).put("type", "keyword");
    }
    return properties;
  }

  private static void limb(ObjectNode properties, String name) {
    properties.putObject(name).put("type", "integer").put("index", false);
  }
}
