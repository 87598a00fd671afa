package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose events are kept in a real OpenSearch, which is stopped and killed meanwhile. */
class OpenSearchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private RunningMill start(OpenSearchUnderTest node) throws Exception {
    return RunningMill.start(
        folder.resolve("data"),
        "run",
        "--search",
        "opensearch",
        "--set",
        "opensearch.url=" + node.url(),
        "--set",
        "opensearch.prefix=it-",
        "--set",
        "load.retry_max=2s",
        "--set",
        "audit.every=1s");
  }

  /** Two days, ten of each minute of an hour; two kinds. */
  private static String visit(int n) {
    return """
        {"event_id":"v-%d","event_type":"%s","event_timestamp":"2026-11-%dT10:%02d:00Z",\
        "n":%d,"city":"%s","latitude":"%d.5","longitude":%d.25}"""
        .formatted(
            n,
            n % 3 == 0 ? "order" : "pageview",
            n % 2 == 0 ? 19 : 20,
            n % 60,
            n,
            n % 4 == 0 ? "Köln" : "Rom",
            n % 90,
            n % 180);
  }

  private static void send(RunningMill mill, int from, int to) throws Exception {
    String lines =
        IntStream.range(from, to).mapToObj(OpenSearchIT::visit).collect(Collectors.joining("\n"));
    assertThat(mill.post("/collect/web", lines).statusCode()).isEqualTo(200);
  }

  @Test
  void everyEventIsThereOnceThoughTheClusterAndTheServerWereAway() throws Exception {
    try (OpenSearchUnderTest node =
        OpenSearchUnderTest.start(folder.resolve("node"), "http.max_content_length=200kb")) {
      try (RunningMill mill = start(node)) {
        send(mill, 0, 600);
        mill.post("/collect/web", visit(7)); // a client that tries again
        mill.post("/collect/web", "{\"event_id\":\"x\",\"event_type\":\"t\"}");
        untilThere(mill, 600);
        answers(mill);
        looks(node);
        String large = visit(9_999).replace("Rom", "x".repeat(300_000));
        assertThat(mill.post("/collect/web", large).statusCode()).isEqualTo(200);
        RunningMill.until(PATIENCE, "the refusal", () -> refused(mill));

        node.stop();
        send(mill, 600, 900);
        RunningMill.until(PATIENCE, "health to show it", () -> isDown(mill));
        assertThat(mill.get("/api/events/count").statusCode()).isEqualTo(503);
        node.start();
        untilThere(mill, 900);

        send(mill, 900, 1_200);
        node.kill();
        node.start();
        untilThere(mill, 1_200);
        send(mill, 1_200, 1_500);
        mill.kill();
      }
      try (RunningMill mill = start(node)) {
        untilThere(mill, 1_500);
        RunningMill.until(PATIENCE, "the equation to hold", () -> balances(mill, 1_503, 2));
        assertThat(mill.failedCount()).isEqualTo(2);
        JsonNode all = mill.json("/api/events/top?field=n&limit=1");
        assertThat(all.toString()).contains("\"count\":1"); // none twice
      }
    }
  }

  private static void untilThere(RunningMill mill, long expected) {
    RunningMill.until(
        PATIENCE,
        expected + " events",
        () -> {
          try {
            JsonNode count = mill.json("/api/events/count?source=web");
            return count.get("count").asLong() == expected;
          } catch (AssertionError e) {
            return false; // away
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void answers(RunningMill mill) throws Exception {
    assertThat(mill.count("?type=order")).isEqualTo(200);
    assertThat(mill.count("?where=n:17")).isEqualTo(1);
    assertThat(mill.count("?where=city:" + RunningMill.encode("Köln"))).isEqualTo(150);
    assertThat(mill.count("?text=" + RunningMill.encode("KÖLN"))).isEqualTo(150);
    assertThat(mill.count("?from=2026-11-20T00:00:00Z")).isEqualTo(300);
    JsonNode top = mill.json("/api/events/top?field=city&limit=2");
    assertThat(top.toString()).contains("Rom").contains("450").contains("150");
    JsonNode histogram = mill.json("/api/events/histogram?interval=1d");
    assertThat(histogram.toString()).contains("300");
    JsonNode page = mill.json("/api/events?limit=100");
    assertThat(page.get("events")).hasSize(100);
    assertThat(mill.get("/api/events/v-5").body()).contains("\"event_id\":\"v-5\"");
    assertThat(mill.json("/api/failed").toString()).contains("TIME_MISSING");
    assertThat(mill.get("/api/events/v-7/trace").body()).contains("web");
    assertThat(mill.get("/").statusCode()).isEqualTo(200);
    RunningMill.until(PATIENCE, "the equation to hold", () -> balances(mill, 602, 1));
  }

  private static boolean balances(RunningMill mill, long accepted, long failed) {
    try {
      JsonNode sums = mill.json("/api/audit").path("sources").path(0);
      return sums.path("accepted").asLong() == accepted
          && sums.path("stored").asLong() == accepted - 1 - failed
          && sums.path("failed").asLong() == failed
          && sums.path("duplicate").asLong() == 1;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a person sees who looks into the cluster. */
  private static void looks(OpenSearchUnderTest node) throws Exception {
    String names = node.ask("GET", "/_cat/indices/it-*?h=index&s=index", null).body();
    assertThat(names)
        .contains("it-events-web-2026.11.19")
        .contains("it-events-web-2026.11.20")
        .contains("it-outcomes");
    String near =
        "{\"query\":{\"geo_distance\":{\"distance\":\"1km\",\"location\":{\"lat\":17.5,\"lon\":17.25}}}}";
    JsonNode found = JSON.readTree(node.ask("POST", "/it-events-*/_search", near).body());
    assertThat(found.path("hits").path("hits").toString()).contains("v-17");
    String day =
        "{\"query\":{\"range\":{\"@timestamp\":{\"gte\":\"2026-11-20\",\"lt\":\"2026-11-21\"}}}}";
    JsonNode counted = JSON.readTree(node.ask("POST", "/it-events-*/_count", day).body());
    assertThat(counted.path("count").asLong()).isEqualTo(300);
  }

  /** An event larger than the cluster takes at once: its bytes cannot be there either. */
  private static boolean refused(RunningMill mill) {
    try {
      JsonNode failed = mill.json("/api/failed?reason=STORE_REFUSED");
      return failed.toString().contains("larger than the cluster takes at once");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isDown(RunningMill mill) {
    try {
      return mill.get("/health/ready").body().contains("\"opensearch\":{\"status\":\"down\"");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
