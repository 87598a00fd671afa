package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.List;

/** The most frequent values of a field, or of events' type or source. */
final class TopValues {
  /** A request may not have more buckets, unless the cluster is told otherwise. */
  static final int BUCKETS_MAX = 60_000;

  private static final int FIRST_TRY = 1_000;

  private final Search search;
  private final ObjectNode filter;

  TopValues(Search search, ObjectNode filter) {
    this.search = search;
    this.filter = filter;
  }

  /**
   * Exact, unless a field has more than {@link #BUCKETS_MAX} different values in an index: then a
   * value may be missing that is rare in each index.
   */
  List<ValueCount> of(TopQuery query) {
    int size = Math.min(query.limit(), BUCKETS_MAX);
    JsonNode values;
    int perShard = Math.max(FIRST_TRY, Math.min(size * 2, BUCKETS_MAX));
    while (true) {
      ObjectNode terms = terms(query.field(), size).put("shard_size", perShard);
      values = search.aggregate(filter, Json.of("top", Json.of("terms", terms))).path("top");
      boolean exact = values.path("doc_count_error_upper_bound").asLong() == 0;
      if (exact || perShard >= BUCKETS_MAX) {
        break;
      }
      perShard = Math.min(perShard * 8, BUCKETS_MAX);
    }
    List<ValueCount> top = new ArrayList<>();
    for (JsonNode bucket : values.path("buckets")) {
      String text = text(query.field(), bucket.path("key").asText());
      top.add(new ValueCount(text, bucket.path("doc_count").asLong()));
    }
    return top;
  }

  static ObjectNode terms(String field, int size) {
    ObjectNode terms = Json.object().put("size", size);
    ArrayNode order = terms.putArray("order");
    order.addObject().put("_count", "desc");
    order.addObject().put("_key", "asc");
    if (isOwn(field)) {
      return terms.put("field", field);
    }
    terms.put("field", Tokens.field(Tokens.checked(field)));
    return terms.put("include", Tokens.texts(field));
  }

  private static boolean isOwn(String field) {
    return field.equals("type") || field.equals("source");
  }

  /** The text that a term stands for; a long one is looked up in an event that has it. */
  String text(String field, String term) {
    if (isOwn(field)) {
      return Tokens.isCut(term) ? lookUp(field, field, term) : term;
    }
    String text = Tokens.textOf(term, field);
    return text == null ? lookUp(Tokens.field(field), field, term) : text;
  }

  private String lookUp(String index, String field, String term) {
    ObjectNode body = Json.object().put("size", 1).put("track_total_hits", false);
    body.set("query", search.query(List.of(Json.term(index, term))));
    JsonNode hits = search.ask(body).path("hits").path("hits");
    if (hits.isEmpty()) {
      return term; // deleted meanwhile
    }
    StoredEvent found = Rows.event(hits.get(0));
    Event event = found.event();
    return switch (field) {
      case "type" -> event.type();
      case "source" -> event.source();
      default -> EventFields.of(event).byPointer().get(field).text();
    };
  }
}
