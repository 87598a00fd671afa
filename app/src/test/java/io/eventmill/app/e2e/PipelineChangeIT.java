package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of a running pipeline are changed while events come in at a steady rate. Each version
 * has a topic of its own and takes everything, so that the raw topic must be what these topics are
 * one after the other: each event by one version, in order, none lost and none twice.
 */
class PipelineChangeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE =
      """
      name: devices
      sources:
        devices:
          topics: {partitions: 2}
          event: {id: /n, type: /t, time: /u}
      routes:
        - {name: %1$s, when: 'event.n >= 0', to: %1$s}
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong sent = new AtomicLong();

  @Test
  void eachEventIsRoutedByOneVersionOfTheRules() throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.formatted("v1"));
    ExecutorService client = Executors.newSingleThreadExecutor();
    AtomicBoolean enough = new AtomicBoolean();
    try (RunningMill mill = start()) {
      Future<?> load = client.submit(() -> send(mill, enough));
      atLeast(2_000);
      refusals(mill);

      assertThat(post(mill, PIPELINE.formatted("v2")).statusCode()).isEqualTo(200);
      untilRuns(mill, "v2");
      atLeast(2_000);
      Files.writeString(file, PIPELINE.formatted("v3"));
      new ProcessBuilder("kill", "-HUP", Long.toString(mill.pid())).start().waitFor();
      untilRuns(mill, "v3");
      atLeast(2_000);
      assertThat(post(mill, PIPELINE.formatted("v4")).statusCode()).isEqualTo(200);
      untilRuns(mill, "v4");
      atLeast(2_000);
      enough.set(true);
      load.get(60, TimeUnit.SECONDS);
      RunningMill.until(
          Duration.ofSeconds(90), "all events to be accounted for", () -> isAccountedFor(mill));

      Map<Integer, List<String>> found = new TreeMap<>();
      for (String topic : List.of("v1", "v2", "v3", "v4")) {
        Map<Integer, List<String>> values = PlainConsumer.values(mill, topic);
        assertThat(values).as(topic).isNotEmpty();
        values.forEach((p, v) -> found.computeIfAbsent(p, none -> new ArrayList<>()).addAll(v));
      }
      assertThat(found).isEqualTo(PlainConsumer.values(mill, "raw-devices"));
      routesAreTold(mill);
      JsonNode audit = mill.json("/api/audit");
      assertThat(audit.path("adds_up").asBoolean()).isTrue();
      assertThat(audit.path("total").path("stored").asLong()).isEqualTo(sent.get());
      assertThat(mill.interrupt()).isIn(0, 130);
    } finally {
      enough.set(true);
      client.shutdown();
    }
    try (RunningMill mill = start()) {
      untilRuns(mill, "v4"); // posted after the file was read: the newest change wins
      routesAreTold(mill);
    }
  }

  /** The first event went by a route that is long gone, the last one by that of today. */
  private void routesAreTold(RunningMill mill) throws Exception {
    assertThat(routes(mill, 0)).containsExactly("v1");
    assertThat(routes(mill, sent.get() - 1)).containsExactly("v4");
  }

  private static List<String> routes(RunningMill mill, long event) throws Exception {
    JsonNode journey = mill.json("/api/events/" + event + "/trace").path("journeys").get(0);
    return journey.findValuesAsText("route");
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(folder.resolve("data"), "run", folder.toString());
  }

  /** Nothing of these may change anything. */
  private void refusals(RunningMill mill) throws Exception {
    HttpResponse<String> wrong =
        post(mill, PIPELINE.formatted("v2").replace("event.n >=", "evnt.n >="));
    assertThat(wrong.statusCode()).isEqualTo(422);
    JsonNode problem = JSON.readTree(wrong.body()).path("error").path("problems").get(0);
    assertThat(problem.path("field").asText()).isEqualTo("routes[0].when");
    assertThat(problem.path("message").asText())
        .contains("line 7")
        .contains("did you mean 'event'");
    HttpResponse<String> fixed =
        post(mill, PIPELINE.formatted("v2").replace("partitions: 2", "raw: r, partitions: 2"));
    assertThat(fixed.statusCode()).isEqualTo(422);
    assertThat(fixed.body())
        .contains("the raw topic (raw-devices) cannot change while the server runs");
    assertThat(post(mill, "a".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(mill.post("/api/pipelines/devices", PIPELINE).statusCode()).isEqualTo(415);
    assertThat(mill.get("/api/pipelines/devcies").body()).contains("did you mean 'devices'");
    assertThat(mill.get("/api/pipelines/devcies").statusCode()).isEqualTo(404);
    assertThat(mill.json("/api/pipelines").path("pipelines")).hasSize(1);
    JsonNode one = mill.json("/api/pipelines/devices");
    assertThat(one.path("file").asText()).isEqualTo(PIPELINE.formatted("v1"));
    assertThat(one.path("state").asText()).isEqualTo("running");
  }

  private HttpResponse<String> post(RunningMill mill, String yaml) throws Exception {
    return http.send(
        HttpRequest.newBuilder(mill.url("/api/pipelines/devices"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml, UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void untilRuns(RunningMill mill, String route) {
    RunningMill.until(
        Duration.ofSeconds(90),
        route + " to run",
        () -> {
          try {
            JsonNode now = mill.json("/api/pipelines/devices");
            return now.path("routes").get(0).path("name").asText().equals(route)
                && now.path("state").asText().equals("running");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void atLeast(int more) {
    long until = sent.get() + more;
    RunningMill.until(Duration.ofSeconds(120), "events to be sent", () -> sent.get() >= until);
  }

  /** A batch every 20 ms, or as fast as they are taken. */
  private void send(RunningMill mill, AtomicBoolean enough) {
    long next = System.nanoTime();
    while (!enough.get()) {
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        batch.append("{\"n\":%d,\"t\":\"a\",\"u\":1}\n".formatted(sent.get() + i));
      }
      try {
        if (mill.post("/collect/devices", batch.toString()).statusCode() == 200) {
          sent.addAndGet(40);
        }
        next += TimeUnit.MILLISECONDS.toNanos(20);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean isAccountedFor(RunningMill mill) {
    try {
      JsonNode audit = mill.json("/api/audit");
      return audit.path("total").path("accepted").asLong() == sent.get()
          && audit.path("quiet").asBoolean();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
