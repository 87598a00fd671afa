package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Failed events out of their index. */
final class OpenSearchFailures implements FailedReader {
  private static final int PAGE = 250;
  private static final int GROUPS_PAGE = 500;

  private final Cluster cluster;
  private final IndexNames names;
  private final StateDocument document;

  OpenSearchFailures(Cluster cluster, IndexNames names, StateDocument document) {
    this.cluster = cluster;
    this.names = names;
    this.document = document;
  }

  private Search search(State state) {
    return new Search(cluster, state, names.outcomes());
  }

  @Override
  public List<StoredFailure> find(FailedQuery query) {
    State state = document.read();
    Search search = search(state);
    ObjectNode filter = search.query(conditions(search, query.filter()));
    List<StoredFailure> found = new ArrayList<>();
    FailedQuery.After after = query.after();
    int size;
    int got;
    do {
      size = Math.min(PAGE, query.limit() - found.size());
      ObjectNode body = Json.object().put("size", size).put("track_total_hits", false);
      body.set("query", filter);
      body.set("sort", Search.sort("received", query.oldestFirst()));
      if (after != null) {
        body.set("search_after", Search.after(after.receivedMillis(), after.origin()));
      }
      JsonNode hits = search.ask(body).path("hits").path("hits");
      hits.forEach(hit -> found.add(Rows.failure(hit, state)));
      got = hits.size();
      if (got > 0) {
        FailedEvent last = found.get(found.size() - 1).failed();
        after = new FailedQuery.After(last.receivedMillis(), last.origin());
      }
    } while (got == size && found.size() < query.limit());
    return found;
  }

  private static List<JsonNode> conditions(Search search, FailedFilter filter) {
    List<JsonNode> conditions = new ArrayList<>();
    conditions.add(Json.term("kind", "FAILED"));
    if (filter.id() != null) {
      conditions.add(Json.term("id", Tokens.exact(filter.id())));
    }
    if (filter.source() != null) {
      conditions.add(Json.term("source", Tokens.exact(filter.source())));
    }
    if (filter.reason() != null) {
      conditions.add(Json.term("reason", filter.reason().name()));
    }
    if (filter.fromMillis() != null || filter.toMillis() != null) {
      conditions.add(Json.range("received", filter.fromMillis(), filter.toMillis()));
    }
    if (filter.replayed() != null) {
      JsonNode replayed = search.counts("replay_turn");
      conditions.add(filter.replayed() ? replayed : not(replayed));
    }
    return conditions;
  }

  private static ObjectNode not(JsonNode condition) {
    return Json.of("bool", Json.of("must_not", condition));
  }

  @Override
  public long count(FailedFilter filter) {
    Search search = search(document.read());
    return search.count(search.query(conditions(search, filter)));
  }

  @Override
  public List<FailedGroup> groups(FailedFilter filter, int limit) {
    State state = document.read();
    Search search = search(state);
    ObjectNode query = search.query(conditions(search, filter));
    List<FailedGroup> groups = new ArrayList<>();
    JsonNode after = null;
    do {
      JsonNode page = search.aggregate(query, groups(search, after)).path("groups");
      page.path("buckets").forEach(bucket -> groups.add(group(bucket, state)));
      after = page.path("after_key");
    } while (!after.isMissingNode());
    groups.sort(
        Comparator.comparingLong(FailedGroup::count)
            .reversed()
            .thenComparing(FailedGroup::source)
            .thenComparing(g -> g.reason().name())
            .thenComparing(FailedGroup::schema, Comparator.nullsLast(String::compareTo)));
    return groups.size() <= limit ? groups : groups.subList(0, limit);
  }

  private static ObjectNode groups(Search search, JsonNode after) {
    ObjectNode composite = Json.object().put("size", GROUPS_PAGE);
    ArrayNode sources = composite.putArray("sources");
    for (String field : List.of("source", "reason", "schema")) {
      ObjectNode terms = Json.object().put("field", field).put("missing_bucket", true);
      sources.add(Json.of(field, Json.of("terms", terms)));
    }
    if (after != null) {
      composite.set("after", after);
    }
    ObjectNode inside = Json.object();
    inside.set("replayed", Json.of("filter", search.counts("replay_turn")));
    inside.set("first", Json.of("min", Json.object().put("field", "received")));
    ObjectNode newest = Json.object().put("size", 1);
    newest.set("sort", Search.sort("received", false));
    inside.set("newest", Json.of("top_hits", newest));
    ObjectNode groups = Json.of("composite", composite);
    groups.set("aggs", inside);
    return Json.of("groups", groups);
  }

  private static FailedGroup group(JsonNode bucket, State state) {
    StoredFailure newest =
        Rows.failure(bucket.path("newest").path("hits").path("hits").path(0), state);
    FailedEvent failed = newest.failed();
    return new FailedGroup(
        failed.source(),
        Reason.valueOf(bucket.path("key").path("reason").asText()),
        failed.schema(),
        bucket.path("doc_count").asLong(),
        bucket.path("replayed").path("doc_count").asLong(),
        bucket.path("first").path("value").decimalValue().longValue(),
        failed.receivedMillis(),
        newest);
  }

  @Override
  public StoredFailure byOrigin(Origin origin) {
    State state = document.read();
    Search search = search(state);
    ObjectNode body = Json.object().put("size", 1).put("track_total_hits", false);
    ArrayNode ids = Json.array().add(ReplayMarks.failedId(origin));
    body.set("query", search.query(List.of(Json.of("ids", Json.of("values", ids)))));
    JsonNode hits = search.ask(body).path("hits").path("hits");
    return hits.isEmpty() ? null : Rows.failure(hits.get(0), state);
  }
}
