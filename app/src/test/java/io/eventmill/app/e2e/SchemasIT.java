package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas from a file and from a registry, here and elsewhere, through the real process. */
class SchemasIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FAST = "process.schema_refresh=200ms";
  private static final String FEW = "registry.versions_max=2";
  private static final String ORDER =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";

  @TempDir private Path dir;

  @Test
  void eventsWaitForASchemaThenFitItOrFailAndANewVersionTakesEffectWhileRunning() throws Exception {
    pipeline(
        """
            schema:
              default: schemas/any.json
              types: {order: orders}
        """,
        "");
    try (RunningMill mill = start()) {
      assertThat(mill.post("/collect/shop", order(1, "5") + "\n" + event(2, "view")).statusCode())
          .isEqualTo(200);
      until("the job to wait", () -> ready(mill).contains("WAITING"));
      assertThat(ready(mill)).contains("'orders'").contains("registry of this server");
      assertThat(mill.count("")).isZero();

      int first = register(mill.url(""), "orders", ORDER);
      mill.untilCount("", 2);
      JsonNode stored = mill.json("/api/events?where=n:5").get("events").get(0);
      assertThat(stored.findValue("schema_id").asInt()).isEqualTo(first);
      assertThat(mill.json("/schemas/ids/" + first).get("schema").asText()).isEqualTo(ORDER);
      int any = mill.json("/subjects/any/versions/1").get("id").asInt();
      assertThat(mill.count("?where=schema_id:" + any)).isEqualTo(1);

      mill.post("/collect/shop", order(3, "\"five\"") + "\n" + order(4, "6"));
      mill.untilCount("", 3);
      until("the failed event", () -> failed(mill, "id-3") != null);
      JsonNode failed = failed(mill, "id-3");
      assertThat(failed.get("reason").asText()).isEqualTo("SCHEMA_VIOLATION");
      assertThat(failed.get("pointer").asText()).isEqualTo("/n");
      assertThat(failed.get("message").asText())
          .isEqualTo("/n is \"five\" (a string); it must be an integer");
      assertThat(failed.get("schema").asText()).isEqualTo("orders:1");
      assertThat(WholeWayIT.values(mill, "failed-shop"))
          .anyMatch(v -> v.contains("SCHEMA_VIOLATION"));

      put(mill.url("/config/orders"), "{\"compatibility\":\"NONE\"}");
      int second = register(mill.url(""), "orders", ORDER.replace("integer", "string"));
      until(
          "the new version",
          () -> {
            int n = (int) mill.count("") + 100;
            post(mill, order(n, "\"new\"") + "\n" + event(n + 1_000, "view"));
            until("both", () -> stored(mill, n + 1_000));
            return stored(mill, n);
          });
      assertThat(mill.count("?where=schema_id:" + second)).isEqualTo(1);
      long before = mill.count("");
      mill.post("/collect/shop", order(5_000, "7") + "\n" + order(5_001, "\"8\""));
      mill.untilCount("", before + 1);
      until("it to fail", () -> failed(mill, "id-5000") != null);
      assertThat(failed(mill, "id-5000").get("schema").asText()).isEqualTo("orders:2");

      String third = "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}";
      HttpResponse<String> refused = send(mill.url("/subjects/orders/versions"), "POST", third);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
      assertThat(refused.body()).contains("42205", "the limit is 2 (registry.versions_max)");
    }
  }

  @Test
  void aRegistryElsewhereMayGoAwayAndComeBack() throws Exception {
    int port = freePort();
    URI registry = URI.create("http://localhost:" + port);
    String elsewhere = "registry: {url: '" + registry + "', when_unknown: fail}\n";
    pipeline("    schema: {types: {order: orders, refund: refunds}}\n", elsewhere);
    try (RunningMill other = registry(port)) {
      int id = register(registry, "orders", ORDER);
      try (RunningMill mill = start()) {
        mill.post("/collect/shop", order(1, "1") + "\n" + event(2, "refund"));
        mill.untilCount("?where=schema_id:" + id, 1);
        until("the refund to fail", () -> failed(mill, "id-2") != null);
        assertThat(failed(mill, "id-2").get("reason").asText()).isEqualTo("SCHEMA_UNKNOWN");
        assertThat(failed(mill, "id-2").get("message").asText())
            .isEqualTo(
                "the schema of subject 'refunds' is not known to the registry at " + registry);

        assertThat(other.interrupt()).isIn(0, 130);
        mill.post("/collect/shop", order(3, "3") + "\n" + order(4, "\"x\""));
        mill.untilCount("?where=schema_id:" + id, 2);
        until("it to say so", () -> ready(mill).contains("cannot be asked for"));
        assertThat(ready(mill)).contains(registry.toString());
        mill.kill();
      }
    }
    try (RunningMill mill = start()) { // with nobody there to ask
      mill.post("/collect/shop", order(5, "5") + "\n" + order(6, "\"x\""));
      mill.untilCount("", 3);
      until("it to fail", () -> failed(mill, "id-6") != null);
      assertThat(failed(mill, "id-6").get("schema").asText()).isEqualTo("orders:1");

      try (RunningMill back = registry(port)) {
        assertThat(back.pid()).isPositive();
        int refunds = register(registry, "refunds", "{\"required\":[\"event_id\"]}");
        until(
            "refunds to pass",
            () -> {
              post(mill, event((int) System.nanoTime(), "refund"));
              return mill.count("?where=schema_id:" + refunds) > 0;
            });
        assertThat(mill.count("?type=order")).isEqualTo(3);
      }
    }
  }

  /** Nothing was ever known here: then the setting decides, and without loss. */
  @ParameterizedTest
  @ValueSource(strings = {"wait", "fail"})
  void aRegistryThatIsAwayFromTheStartHoldsEventsBackOrFailsThem(String whenUnknown)
      throws Exception {
    int port = freePort();
    URI registry = URI.create("http://localhost:" + port);
    pipeline(
        "    schema: {types: {order: orders}}\n",
        "registry: {url: '%s', when_unknown: %s}\n".formatted(registry, whenUnknown));
    try (RunningMill mill = start()) {
      post(mill, order(1, "1") + "\n" + event(2, "view"));
      if (whenUnknown.equals("wait")) {
        until("the job to wait", () -> ready(mill).contains("WAITING"));
        assertThat(ready(mill)).contains("'orders'").contains(registry.toString());
        assertThat(mill.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(mill.count("") + mill.failedCount()).isZero();
      } else {
        mill.untilCount("", 1); // the view, which needs no schema
        until("the order to fail", () -> failed(mill, "id-1") != null);
        assertThat(failed(mill, "id-1").get("reason").asText()).isEqualTo("SCHEMA_UNKNOWN");
        assertThat(ready(mill)).contains("cannot be asked for").contains(registry.toString());
      }

      try (RunningMill back = registry(port)) {
        assertThat(back.pid()).isPositive();
        int orders = register(registry, "orders", ORDER);
        AtomicInteger later = new AtomicInteger(10);
        until(
            "orders to pass",
            () -> {
              post(mill, order(later.incrementAndGet(), "2"));
              return mill.count("?where=schema_id:" + orders) > 0;
            });
        if (whenUnknown.equals("fail")) {
          Cli replay = Cli.run("failed", "replay", "--all", "--to", mill.url("").toString());
          assertThat(replay.exit()).as(replay.output()).isZero();
        }
        mill.untilCount("?where=schema_id:" + orders + "&where=event_id:id-1", 1);
        assertThat(mill.count("?type=view")).isEqualTo(1);
      }
    }
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(
        dir.resolve("data"), "run", dir.toString(), "--set", FAST, "--set", FEW);
  }

  /** Our registry, in a process of its own. */
  private RunningMill registry(int port) throws Exception {
    return RunningMill.start(
        dir.resolve("registry"), "run", "pipelines/access-log", "--port", Integer.toString(port));
  }

  private void pipeline(String schema, String registry) throws IOException {
    Files.createDirectories(dir.resolve("schemas"));
    Files.writeString(dir.resolve("schemas/any.json"), "{\"type\":\"object\"}");
    Files.writeString(
        dir.resolve("pipeline.yaml"),
        """
        name: shop
        sources:
          shop:
            event: {id: /event_id, type: /type, time: /time}
        """
            + schema
            + registry);
  }

  private static String order(int id, String n) {
    return event(id, "order").replace("}", ",\"n\":" + n + "}");
  }

  private static String event(int id, String type) {
    return "{\"event_id\":\"id-%d\",\"type\":\"%s\",\"time\":\"2026-11-20T10:00:00Z\"}"
        .formatted(id, type);
  }

  private static void post(RunningMill mill, String body) {
    try {
      assertThat(mill.post("/collect/shop", body).statusCode()).isEqualTo(200);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean stored(RunningMill mill, int id) {
    return mill.count("?where=event_id:id-" + id) == 1;
  }

  private static String ready(RunningMill mill) {
    try {
      return mill.get("/health/ready").body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode failed(RunningMill mill, String id) {
    try {
      for (JsonNode failed : mill.json("/api/failed").get("failed")) {
        if (failed.get("id").asText().equals(id)) {
          return failed;
        }
      }
      return null;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int register(URI registry, String subject, String schema) throws Exception {
    String body =
        JSON.createObjectNode().put("schemaType", "JSON").put("schema", schema).toString();
    HttpResponse<String> reply =
        send(registry.resolve("/subjects/" + subject + "/versions"), "POST", body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JSON.readTree(reply.body()).get("id").asInt();
  }

  private static void put(URI url, String body) throws Exception {
    assertThat(send(url, "PUT", body).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> send(URI url, String method, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url)
                .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void until(String what, java.util.function.BooleanSupplier condition) {
    RunningMill.until(PATIENCE, what, condition);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
