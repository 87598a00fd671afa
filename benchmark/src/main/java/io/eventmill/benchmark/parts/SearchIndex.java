package io.eventmill.benchmark.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongFunction;

/**
 * An index for events as somebody makes it who knows OpenSearch: texts to be found by their value,
 * no copy of them cut into words, the time as a time, new rows in view every half minute.
 */
public final class SearchIndex {
  private static final String NAME = "events";
  private static final int PAGE = 5_000;
  private static final int BODY = 5 << 20;
  private static final byte[] CREATE = "{\"create\":{}}\n".getBytes(US_ASCII);
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

  /** Puts events in, one body of 5 MB after the other. */
  public void add(LongFunction<byte[]> events, long from, long to)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(BODY + (1 << 20));
    for (long number = from; number < to; number++) {
      body.writeBytes(CREATE);
      body.writeBytes(events.apply(number));
      body.write('\n');
      if (body.size() >= BODY || number == to - 1) {
        JsonNode answer =
            node.ask("POST", "/" + NAME + "/_bulk?filter_path=errors", body.toByteArray());
        if (answer.path("errors").asBoolean(true)) {
          throw new IOException("_bulk answered " + answer);
        }
        body.reset();
      }
    }
  }

  /** From here on all of it is in view. */
  public void refresh() throws IOException, InterruptedException {
    node.ask("POST", "/" + NAME + "/_refresh", (String) null);
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
