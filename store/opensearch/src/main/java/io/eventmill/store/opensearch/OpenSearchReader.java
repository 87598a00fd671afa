package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.List;

/** Events out of their indices. */
final class OpenSearchReader implements EventReader {
  /** Events asked for at once; a page may have more. */
  private static final int PAGE = 500;

  private final Cluster cluster;
  private final IndexNames names;
  private final StateDocument document;

  OpenSearchReader(Cluster cluster, IndexNames names, StateDocument document) {
    this.cluster = cluster;
    this.names = names;
    this.document = document;
  }

  private Search search() {
    return new Search(cluster, document.read(), names.allEvents());
  }

  @Override
  public EventPage find(EventQuery query) {
    Search search = search();
    ObjectNode filter = Filters.query(search, query.filter());
    List<StoredEvent> events = new ArrayList<>();
    Cursor after = query.after();
    long wanted = query.limit() + 1L;
    int size;
    int got;
    do {
      size = (int) Math.min(PAGE, wanted - events.size());
      ObjectNode body = Json.object().put("size", size).put("track_total_hits", false);
      body.set("query", filter);
      body.set("sort", Search.sort("time_micros", query.oldestFirst()));
      if (after != null) {
        body.set("search_after", Search.after(after.timeMicros(), after.origin()));
      }
      JsonNode hits = search.ask(body).path("hits").path("hits");
      hits.forEach(hit -> events.add(Rows.event(hit)));
      got = hits.size();
      after = got == 0 ? null : cursor(events.get(events.size() - 1).event());
    } while (got == size && events.size() < wanted);
    if (events.size() < wanted) {
      return new EventPage(events, null);
    }
    List<StoredEvent> page = events.subList(0, query.limit());
    return new EventPage(page, cursor(page.get(query.limit() - 1).event()));
  }

  private static Cursor cursor(Event event) {
    return new Cursor(event.timeMicros(), event.origin());
  }

  @Override
  public long count(EventFilter filter) {
    Search search = search();
    return search.count(Filters.query(search, filter));
  }

  @Override
  public List<HistogramBucket> histogram(HistogramQuery query) {
    Search search = search();
    return new Histogram(search, query).buckets();
  }

  @Override
  public List<ValueCount> top(TopQuery query) {
    Search search = search();
    return new TopValues(search, Filters.query(search, query.filter())).of(query);
  }

  @Override
  public StoredEvent byId(String id) {
    Search search = search();
    ObjectNode body = Json.object().put("size", 1).put("track_total_hits", false);
    body.set("query", search.query(List.of(Json.term("id", Tokens.exact(id)))));
    body.set("sort", Search.sort("received", true));
    JsonNode hits = search.ask(body).path("hits").path("hits");
    return hits.isEmpty() ? null : Rows.event(hits.get(0));
  }

  @Override
  public List<String> fields(int limit) {
    Search search = search();
    ObjectNode terms = Json.object().put("field", "pointers").put("size", Math.min(limit, 10_000));
    terms.put("shard_size", 10_000);
    ArrayNode order = terms.putArray("order");
    order.addObject().put("_count", "desc");
    order.addObject().put("_key", "asc");
    JsonNode answer =
        search.aggregate(search.query(List.of()), Json.of("fields", Json.of("terms", terms)));
    List<String> fields = new ArrayList<>();
    answer.path("fields").path("buckets").forEach(b -> fields.add(b.path("key").asText()));
    return fields;
  }
}
