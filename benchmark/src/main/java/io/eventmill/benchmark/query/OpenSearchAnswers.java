package io.eventmill.benchmark.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.benchmark.parts.SearchIndex;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** OpenSearch asked in its own words. */
record OpenSearchAnswers(SearchIndex index) implements Respondent {
  @Override
  public String answer(Question q) throws Exception {
    String type = term("event_type", q.type());
    return switch (q.kind()) {
      case WINDOWS, COUNT ->
          index
              .search("{\"size\": 0, \"track_total_hits\": true, " + filter(q, type) + "}")
              .path("hits")
              .path("total")
              .path("value")
              .asText();
      case PAGE ->
          StreamSupport.stream(
                  index
                      .search(
                          "{\"size\": %d, \"track_total_hits\": false, \"sort\": [{\"event_timestamp\": \"desc\"}], %s}"
                              .formatted(
                                  Question.PAGE, filter(q, type, term("utm_source", q.traffic()))))
                      .path("hits")
                      .path("hits")
                      .spliterator(),
                  false)
              .map(hit -> hit.path("_source").path("event_id").asText())
              .collect(Collectors.joining(" "));
      case TOP ->
          buckets(
              q,
              "{\"terms\": {\"field\": \"user_domain_id\", \"size\": %d, \"order\": [{\"_count\": \"desc\"}, {\"_key\": \"asc\"}]}}"
                  .formatted(Question.TOP));
      case HISTOGRAM ->
          buckets(
              q,
              "{\"date_histogram\": {\"field\": \"event_timestamp\", \"fixed_interval\": \"%dms\", \"min_doc_count\": 1}}"
                  .formatted(q.stepMillis()));
    };
  }

  private String buckets(Question q, String aggregation) throws Exception {
    JsonNode answer =
        index.search(
            "{\"size\": 0, \"aggs\": {\"asked\": " + aggregation + "}, " + filter(q) + "}");
    return StreamSupport.stream(
            answer.path("aggregations").path("asked").path("buckets").spliterator(), false)
        .map(b -> b.path("key").asText() + "=" + b.path("doc_count").asText())
        .collect(Collectors.joining(" "));
  }

  private static String filter(Question q, String... terms) {
    String time =
        "{\"range\": {\"event_timestamp\": {\"gte\": %d, \"lt\": %d, \"format\": \"epoch_millis\"}}}"
            .formatted(q.fromMillis(), q.toMillis());
    String more = terms.length == 0 ? "" : ", " + String.join(", ", terms);
    return "\"query\": {\"bool\": {\"filter\": [" + time + more + "]}}";
  }

  private static String term(String field, String value) {
    return "{\"term\": {\"%s\": \"%s\"}}".formatted(field, value);
  }
}
