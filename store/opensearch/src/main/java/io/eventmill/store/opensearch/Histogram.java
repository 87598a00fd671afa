package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.store.EventFilter;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts per bucket of event time, asked for in pages, so that there may be any number of buckets.
 * The index divides in doubles: exact for times from 1684 to 2255.
 */
final class Histogram {
  private static final int PAGE = 10_000;
  private static final int SPLIT_PAGE = 100;

  /** Values of the split field that are asked for with a page. */
  private static final int VALUES = 500;

  private final Search search;
  private final HistogramQuery query;
  private final ObjectNode filter;
  private final TopValues values;

  Histogram(Search search, HistogramQuery query) {
    this.search = search;
    this.query = query;
    this.filter = Filters.query(search, query.filter());
    this.values = new TopValues(search, filter);
  }

  List<HistogramBucket> buckets() {
    List<HistogramBucket> buckets = new ArrayList<>();
    JsonNode after = null;
    do {
      JsonNode page = page(after);
      page.path("buckets").forEach(bucket -> add(bucket, buckets));
      after = page.path("after_key");
    } while (!after.isMissingNode());
    return buckets;
  }

  private JsonNode page(JsonNode after) {
    ObjectNode composite = Json.object().put("size", query.by() == null ? PAGE : SPLIT_PAGE);
    ArrayNode sources = composite.putArray("sources");
    ObjectNode histogram =
        Json.object().put("field", "time_micros").put("interval", query.intervalMicros());
    sources.add(Json.of("start", Json.of("histogram", histogram)));
    if (after != null) {
      composite.set("after", after);
    }
    ObjectNode time = Json.of("composite", composite);
    if (query.by() != null) {
      time.set("aggs", split(VALUES));
    }
    return search.aggregate(filter, Json.of("time", time)).path("time");
  }

  private ObjectNode split(int size) {
    return Json.of(
        "by", Json.of("terms", TopValues.terms(query.by(), size).put("shard_size", size)));
  }

  private void add(JsonNode bucket, List<HistogramBucket> to) {
    long start = bucket.path("key").path("start").decimalValue().longValue();
    long count = bucket.path("doc_count").asLong();
    if (query.by() == null) {
      to.add(new HistogramBucket(start, null, count));
      return;
    }
    JsonNode by = bucket.path("by");
    if (by.path("sum_other_doc_count").asLong() > 0) {
      by = search.aggregate(inBucket(start), split(TopValues.BUCKETS_MAX)).path("by");
    }
    long without = count;
    for (JsonNode value : by.path("buckets")) {
      long of = value.path("doc_count").asLong();
      without -= of;
      to.add(new HistogramBucket(start, values.text(query.by(), value.path("key").asText()), of));
    }
    if (without > 0) {
      to.add(new HistogramBucket(start, null, without));
    }
  }

  private ObjectNode inBucket(long start) {
    EventFilter bucket =
        new EventFilter(
            List.of(), List.of(), start, start + query.intervalMicros(), List.of(), null);
    return search.query(List.of(filter, Filters.query(search, bucket)));
  }
}
