package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * Counts are added to a running pipeline, taken out and put back, while events come in: whatever
 * count there is in the end has counted each event once, also those from before it was there.
 */
class CountsChangeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PIPELINE =
      """
      name: visits
      sources:
        visits:
          topics: {partitions: 2}
          event: {id: /n, type: /t, time: /u}
      """;
  private static final String BY_TYPE = "  - {name: by_type, by: /t, every: 1h}\n";
  private static final String BY_KIND = "  - {name: by_kind, by: /kind, every: 1h}\n";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong sent = new AtomicLong();

  @Test
  void countsComeAndGoWhileEventsComeIn() throws Exception {
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    ExecutorService client = Executors.newSingleThreadExecutor();
    AtomicBoolean enough = new AtomicBoolean();
    try (RunningMill mill = start()) {
      Future<?> load = client.submit(() -> send(mill, enough));
      more(1_000);
      assertThat(mill.get("/api/counts/by_type").statusCode()).isEqualTo(404);

      change(mill, PIPELINE + "counts:\n" + BY_TYPE);
      more(1_000);
      change(mill, PIPELINE + "counts:\n" + BY_TYPE + BY_KIND);
      more(1_000);
      change(mill, PIPELINE + "counts:\n" + BY_KIND);
      assertThat(mill.get("/api/counts/by_type").statusCode()).isEqualTo(404);
      more(1_000);
      HttpResponse<String> refused =
          post(mill, PIPELINE + "counts:\n" + BY_KIND.replace("every", "retain: 1d, every"));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains("how long rows of a count are kept cannot change while the server runs");
      change(mill, PIPELINE);
      more(500);
      assertThat(mill.json("/api/pipelines/visits").path("jobs")).hasSize(1);
      change(mill, PIPELINE + "counts:\n" + BY_TYPE + BY_KIND);
      more(500);
      enough.set(true);
      load.get(60, TimeUnit.SECONDS);

      untilCounted(mill);
      assertThat(mill.json("/api/audit").path("adds_up").asBoolean()).isTrue();
      assertThat(mill.failedCount()).isZero();
      assertThat(mill.interrupt()).isIn(0, 130);
    } finally {
      enough.set(true);
      client.shutdown();
    }
    try (RunningMill mill = start()) {
      untilCounted(mill); // what was posted holds, and nothing is counted twice
    }
  }

  private RunningMill start() throws Exception {
    return RunningMill.start(folder.resolve("data"), "run", folder.toString());
  }

  /** By group, as a plain loop has it. */
  private Map<String, Long> expected(String... groups) {
    Map<String, Long> expected = new TreeMap<>();
    for (long n = 0; n < sent.get(); n++) {
      expected.merge(groups[(int) (n % groups.length)], 1L, Long::sum);
    }
    return expected;
  }

  private void untilCounted(RunningMill mill) {
    RunningMill.until(
        PATIENCE,
        "all to be counted once",
        () ->
            found(mill, "by_type", "t").equals(expected("a", "b", "c"))
                && found(mill, "by_kind", "kind").equals(expected("x", "y")));
  }

  private static Map<String, Long> found(RunningMill mill, String count, String field) {
    try {
      Map<String, Long> found = new TreeMap<>();
      for (JsonNode row : mill.json("/api/counts/" + count + "?limit=1000").path("rows")) {
        found.merge(row.path(field).asText(), row.path("count").asLong(), Long::sum);
      }
      return found;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(RunningMill mill, String yaml) throws Exception {
    HttpResponse<String> answer = post(mill, yaml);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    RunningMill.until(
        PATIENCE,
        "the change",
        () -> {
          try {
            return mill.json("/api/pipelines/visits").path("state").asText().equals("running");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private HttpResponse<String> post(RunningMill mill, String yaml) throws Exception {
    return http.send(
        HttpRequest.newBuilder(mill.url("/api/pipelines/visits"))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml, UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void more(int events) {
    long until = sent.get() + events;
    RunningMill.until(PATIENCE, "events to be sent", () -> sent.get() >= until);
  }

  private void send(RunningMill mill, AtomicBoolean enough) {
    while (!enough.get()) {
      StringBuilder batch = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        long n = sent.get() + i;
        batch.append(
            "{\"n\":%d,\"t\":\"%s\",\"u\":%d,\"kind\":\"%s\"}\n"
                .formatted(
                    n, "abc".charAt((int) (n % 3)), 1_700_000_000 + n, "xy".charAt((int) (n % 2))));
      }
      try {
        if (mill.post("/collect/visits", batch.toString()).statusCode() == 200) {
          sent.addAndGet(40);
        }
        TimeUnit.MILLISECONDS.sleep(30);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
