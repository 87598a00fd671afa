package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Deletes rows by what they are: first found, then taken away if they are still the same. */
final class Leftovers {
  private static final int PAGE = 1_000;

  private final Cluster cluster;
  private final IndexNames names;
  private final Indices indices;
  private final OpenSearchConfig.Bulk limits;

  Leftovers(Cluster cluster, IndexNames names, Indices indices, OpenSearchConfig.Bulk limits) {
    this.cluster = cluster;
    this.names = names;
    this.indices = indices;
    this.limits = limits;
  }

  /** Rows of turns that will never end, and that no later turn has written again. */
  void delete(List<Long> turns) {
    String all = names.allEvents() + "," + names.outcomes();
    cluster.get("POST", "/" + all + "/_refresh", Search.LENIENT, null);
    while (delete(all, Json.terms("turn", turns.stream().map(String::valueOf).toList()), PAGE)
        > 0) {
      // there may be more
    }
  }

  /** Rows that are there, of ended turns or not; at most as many at once. */
  long delete(String where, JsonNode query, int rowsMax) {
    ObjectNode body = Json.object().put("size", Math.min(PAGE, rowsMax)).put("_source", false);
    body.put("seq_no_primary_term", true).set("query", query);
    JsonNode hits =
        cluster
            .get("POST", "/" + where + "/_search", Search.LENIENT, body)
            .path("hits")
            .path("hits");
    BulkRequests bulk = new BulkRequests(cluster, indices, limits);
    hits.forEach(bulk::delete);
    bulk.finish();
    return hits.size();
  }
}
