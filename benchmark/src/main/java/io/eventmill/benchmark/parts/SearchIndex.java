package io.eventmill.benchmark.parts;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import java.io.IOException;

/**
 * An index for events as somebody makes it who knows OpenSearch: texts to be found by their value,
 * no copy of them cut into words, the time as a time, new rows in view every half minute.
 */
public final class SearchIndex {
  private static final String NAME = "events";
  private static final int PAGE = 5_000;
  private static final String LOOK =
      """
      {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "30s"},
       "mappings": {
         "properties": {"event_timestamp": {"type": "date", "format": "yyyy-MM-dd HH:mm:ss.SSSSSS"}},
         "dynamic_templates": [
           {"texts": {"match_mapping_type": "string",
                      "mapping": {"type": "keyword", "ignore_above": 1024}}}]}}
      """;

  /** What a reader must know of it. */
  public static final String SETTINGS =
      "texts as keyword only, 1 shard, no replica, refreshed every 30 s";

  private final SearchNode node;

  private SearchIndex(SearchNode node) {
    this.node = node;
  }

  public static SearchIndex make(SearchNode node) throws IOException, InterruptedException {
    node.ask("PUT", "/" + NAME, LOOK);
    return new SearchIndex(node);
  }

  public String url() {
    return node.url() + "/" + NAME;
  }

  public JsonNode search(String json) throws IOException, InterruptedException {
    return node.ask("POST", "/" + NAME + "/_search", json);
  }

  /** All that it holds. */
  public Checksum sum() throws IOException, InterruptedException {
    Checksum sum = Checksum.NONE;
    JsonNode page =
        node.ask(
            "POST",
            "/" + NAME + "/_search?scroll=5m",
            "{\"size\": " + PAGE + ", \"sort\": [\"_doc\"]}");
    while (!page.path("hits").path("hits").isEmpty()) {
      for (JsonNode hit : page.path("hits").path("hits")) {
        sum = sum.plus(CanonicalJson.bytes(hit.path("_source")));
      }
      String next = page.path("_scroll_id").asText();
      page =
          node.ask(
              "POST", "/_search/scroll", "{\"scroll\": \"5m\", \"scroll_id\": \"" + next + "\"}");
    }
    return sum;
  }
}
