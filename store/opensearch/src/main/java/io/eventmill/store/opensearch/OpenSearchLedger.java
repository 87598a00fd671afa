package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Outcome;
import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerCell.Kind;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.OutcomeRow;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import io.eventmill.store.StoredOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Counts what the indices really hold, each time it is asked. */
final class OpenSearchLedger implements LedgerReader {
  private static final int PAGE = 2_000;
  private static final int ROWS_PAGE = 10_000;
  private static final List<String> CELL = List.of("source", "minute", "th", "tl", "p");
  private static final List<String> KINDS =
      java.util.Arrays.stream(Kind.values()).map(Kind::name).toList();

  private final Cluster cluster;
  private final IndexNames names;
  private final StateDocument document;

  OpenSearchLedger(Cluster cluster, IndexNames names, StateDocument document) {
    this.cluster = cluster;
    this.names = names;
    this.document = document;
  }

  @Override
  public Snapshot snapshot(LedgerRange range) {
    State state = document.read();
    List<LedgerCell> cells = new ArrayList<>();
    cells(new Search(cluster, state, names.allEvents()), state, range, null, cells);
    cells(new Search(cluster, state, names.outcomes()), state, range, "kind", cells);
    return new Snapshot(cells, state.positions(), state.keptSince());
  }

  /**
   * @param kind the field that says what the rows are; null where they are events
   */
  private static void cells(
      Search search, State state, LedgerRange range, String kind, List<LedgerCell> to) {
    List<JsonNode> conditions = new ArrayList<>();
    conditions.add(Json.range("minute", range.fromMinute(), range.toMinute()));
    if (range.source() != null) {
      conditions.add(Json.term("source", Tokens.exact(range.source())));
    }
    if (kind != null) {
      conditions.add(Json.terms(kind, KINDS));
    }
    state.keptSince().forEach((source, minute) -> conditions.add(notBefore(source, minute)));
    ObjectNode query = search.query(conditions);
    JsonNode after = null;
    do {
      JsonNode page = search.aggregate(query, page(kind, after)).path("cells");
      page.path("buckets").forEach(bucket -> to.add(cell(bucket)));
      after = page.path("after_key");
    } while (!after.isMissingNode());
  }

  private static ObjectNode notBefore(String source, long minute) {
    ArrayNode gone = Json.array().add(Json.term("source", Tokens.exact(source)));
    gone.add(Json.range("minute", null, minute));
    ObjectNode both = Json.of("bool", Json.of("filter", gone));
    return Json.of("bool", Json.of("must_not", both));
  }

  private static ObjectNode page(String kind, JsonNode after) {
    ObjectNode composite = Json.object().put("size", PAGE);
    ArrayNode sources = composite.putArray("sources");
    List<String> fields = new ArrayList<>(CELL);
    if (kind != null) {
      fields.add(kind);
    }
    for (String field : fields) {
      sources.add(Json.of(field, Json.of("terms", Json.object().put("field", field))));
    }
    if (after != null) {
      composite.set("after", after);
    }
    ObjectNode sums = Json.object();
    sums.set("n", Json.of("sum", Json.object().put("field", "n")));
    sums.set("first", Json.of("min", Json.object().put("field", "o")));
    sums.set("last", Json.of("max", Json.object().put("field", "last")));
    Limbs.askSums(sums, "o");
    Limbs.askSums(sums, "s");
    ObjectNode cells = Json.of("composite", composite);
    cells.set("aggs", sums);
    return Json.of("cells", cells);
  }

  private static LedgerCell cell(JsonNode bucket) {
    JsonNode key = bucket.path("key");
    return new LedgerCell(
        key.path("source").asText(),
        key.path("minute").asLong(),
        new UUID(key.path("th").asLong(), key.path("tl").asLong()),
        key.path("p").asInt(),
        key.has("kind") ? Kind.valueOf(key.path("kind").asText()) : Kind.STORED,
        number(bucket, "n"),
        Limbs.sum(bucket, "o"),
        Limbs.sum(bucket, "s"),
        number(bucket, "first"),
        number(bucket, "last"));
  }

  private static long number(JsonNode bucket, String name) {
    return bucket.path(name).path("value").decimalValue().longValue();
  }

  @Override
  public List<OutcomeRow> outcomes(UUID topicId, int partition, long fromOffset, long toOffset) {
    State state = document.read();
    List<JsonNode> conditions = new ArrayList<>();
    conditions.add(Json.term("th", topicId.getMostSignificantBits()));
    conditions.add(Json.term("tl", topicId.getLeastSignificantBits()));
    conditions.add(Json.term("p", partition));
    conditions.add(Json.range("o", fromOffset, toOffset));
    List<OutcomeRow> rows = new ArrayList<>();
    outcomes(new Search(cluster, state, names.allEvents()), conditions, rows);
    conditions.add(Json.terms("kind", List.of("FAILED", "DUPLICATE", "FILTERED")));
    outcomes(new Search(cluster, state, names.outcomes()), conditions, rows);
    rows.sort(Comparator.comparingLong(OutcomeRow::offset).thenComparing(r -> r.kind().name()));
    return rows;
  }

  private static void outcomes(Search search, List<JsonNode> conditions, List<OutcomeRow> to) {
    ObjectNode query = search.query(conditions);
    JsonNode after = null;
    JsonNode hits;
    do {
      ObjectNode body = Json.object().put("size", ROWS_PAGE).put("track_total_hits", false);
      body.putArray("_source").add("o").add("id").add("id_text").add("kind");
      body.set("query", query);
      body.set("sort", Search.sort("o", true));
      if (after != null) {
        body.set("search_after", after);
      }
      hits = search.ask(body).path("hits").path("hits");
      for (JsonNode hit : hits) {
        JsonNode row = hit.path("_source");
        Kind kind = row.has("kind") ? Kind.valueOf(row.path("kind").asText()) : Kind.STORED;
        to.add(new OutcomeRow(row.path("o").asLong(), Rows.named(row, "id"), kind));
        after = hit.path("sort");
      }
    } while (hits.size() == ROWS_PAGE);
  }

  @Override
  public List<StoredOutcome> outcomes(String id, int limit) {
    State state = document.read();
    List<StoredOutcome> found = new ArrayList<>();
    for (JsonNode hit : ofId(new Search(cluster, state, names.allEvents()), id, limit)) {
      StoredEvent stored = Rows.event(hit);
      found.add(new StoredOutcome(stored.event(), stored.storedMillis(), null));
    }
    for (JsonNode hit : ofId(new Search(cluster, state, names.outcomes()), id, limit)) {
      if (hit.path("_source").path("kind").asText().equals("FAILED")) {
        StoredFailure stored = Rows.failure(hit, state);
        found.add(new StoredOutcome(stored.failed(), stored.storedMillis(), stored.replay()));
      } else {
        long storedMillis = hit.path("_source").path("stored").asLong();
        found.add(new StoredOutcome(Rows.dropped(hit), storedMillis, null));
      }
    }
    found.sort(
        Comparator.comparingLong((StoredOutcome o) -> received(o.outcome()))
            .thenComparing(o -> o.outcome().origin().partition())
            .thenComparing(o -> o.outcome().origin().offset()));
    return found.size() <= limit ? found : found.subList(0, limit);
  }

  private static long received(Outcome outcome) {
    return outcome.receivedMillis();
  }

  private static JsonNode ofId(Search search, String id, int limit) {
    ObjectNode body =
        Json.object().put("size", Math.min(limit, ROWS_PAGE)).put("track_total_hits", false);
    body.set("query", search.query(List.of(Json.term("id", Tokens.exact(id)))));
    body.set("sort", Search.sort("received", true));
    return search.ask(body).path("hits").path("hits");
  }
}
