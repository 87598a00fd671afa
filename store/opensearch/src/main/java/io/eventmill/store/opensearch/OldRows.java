package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.store.Purged;
import io.eventmill.store.Purger;
import java.util.List;
import java.util.Map;

/**
 * Removes what is too old: days of which nothing is to stay as whole indices, the rest row by row.
 * The mark in the state comes first, so whoever dies in between leaves a true ledger.
 */
final class OldRows implements Purger {
  private static final long MINUTE_MILLIS = 60_000;

  private final Cluster cluster;
  private final IndexNames names;
  private final Indices indices;
  private final StateDocument document;
  private final Leftovers rows;

  OldRows(
      Cluster cluster,
      IndexNames names,
      Indices indices,
      StateDocument document,
      OpenSearchConfig.Bulk limits) {
    this.cluster = cluster;
    this.names = names;
    this.indices = indices;
    this.document = document;
    this.rows = new Leftovers(cluster, names, indices, limits);
  }

  @Override
  public Purged events(String source, long beforeMillis, int rowsMax) {
    long minute = Math.floorDiv(beforeMillis, MINUTE_MILLIS);
    Long since = document.read().keptSince().get(source);
    if (since == null || since < minute) {
      document.change(state -> state.keep(source, minute));
    }
    long removed = 0;
    for (String index : indices.events()) {
      if (index.startsWith(names.ofSource(source)) && removed < rowsMax) {
        removed += dropIfOld(index, minute * MINUTE_MILLIS);
      }
    }
    ArrayNode old = Json.array().add(Json.term("source", Tokens.exact(source)));
    old.add(Json.range("minute", null, minute));
    removed += delete(names.allEvents(), old, rowsMax - removed);
    removed += failed(old, rowsMax - removed);
    ArrayNode dropped = old.deepCopy().add(Json.terms("kind", List.of("DUPLICATE", "FILTERED")));
    removed += delete(names.outcomes(), dropped, rowsMax - removed);
    if (removed >= rowsMax) {
      return new Purged(removed, false);
    }
    ArrayNode counts = old.deepCopy().add(Json.terms("kind", List.of("ACCEPTED", "REPLAYED")));
    boolean done = delete(names.outcomes(), counts, rowsMax) < rowsMax;
    return new Purged(removed, done);
  }

  /**
   * Deletes the index when all of its rows are due. It takes none meanwhile: one that comes now
   * goes to the index of that name which is made next.
   */
  private long dropIfOld(String index, long beforeMillis) {
    if (newest(index) >= beforeMillis) {
      return 0;
    }
    block(index, true);
    cluster.get("POST", "/" + index + "/_refresh", Map.of(), null);
    if (newest(index) >= beforeMillis) {
      block(index, false);
      return 0;
    }
    long count = cluster.get("GET", "/" + index + "/_count", Map.of(), null).path("count").asLong();
    cluster.get("DELETE", "/" + index, Map.of(), null);
    indices.forget(index);
    return count;
  }

  private void block(String index, boolean closed) {
    cluster.get(
        "PUT",
        "/" + index + "/_settings",
        Map.of(),
        Json.object().put("index.blocks.write", closed));
  }

  /** When the last of its rows was received; for one without rows, never. */
  private long newest(String index) {
    ObjectNode body = Json.object().put("size", 1).put("track_total_hits", false);
    body.putArray("_source").add("received");
    ObjectNode received = Json.object().put("order", "desc").put("unmapped_type", "long");
    body.set("sort", Json.of("received", received));
    JsonNode hits =
        cluster.get("POST", "/" + index + "/_search", Map.of(), body).path("hits").path("hits");
    return hits.isEmpty() ? Long.MAX_VALUE : hits.get(0).path("_source").path("received").asLong();
  }

  /** Failed events, and what says that they were replayed. */
  private long failed(ArrayNode old, long rowsMax) {
    long removed = 0;
    while (removed < rowsMax) {
      ArrayNode filter = old.deepCopy().add(Json.term("kind", "FAILED"));
      ObjectNode body = Json.object().put("size", (int) Math.min(500, rowsMax - removed));
      body.put("_source", false).set("query", all(filter));
      JsonNode hits =
          cluster
              .get("POST", "/" + names.outcomes() + "/_search", Search.LENIENT, body)
              .path("hits")
              .path("hits");
      if (hits.isEmpty()) {
        break;
      }
      ArrayNode replays = Json.array();
      ArrayNode failed = Json.array();
      for (JsonNode hit : hits) {
        failed.add(hit.path("_id").asText());
        replays.add("r" + hit.path("_id").asText());
      }
      delete(names.outcomes(), Json.array().add(ids(replays)), hits.size());
      removed += delete(names.outcomes(), Json.array().add(ids(failed)), hits.size());
    }
    return removed;
  }

  private static ObjectNode ids(ArrayNode ids) {
    return Json.of("ids", Json.of("values", ids));
  }

  private long delete(String where, ArrayNode filter, long rowsMax) {
    long removed = 0;
    while (removed < rowsMax) {
      long page = rows.delete(where, all(filter), (int) (rowsMax - removed));
      if (page == 0) {
        break;
      }
      removed += page;
    }
    return removed;
  }

  private static ObjectNode all(ArrayNode filter) {
    return Json.of("bool", Json.of("filter", filter));
  }

  @Override
  public Purged results(String result, long beforeMicros, int rowsMax) {
    return Purged.NOTHING; // they are kept elsewhere
  }
}
