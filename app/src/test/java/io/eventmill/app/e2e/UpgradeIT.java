package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data folders of earlier versions open in this one, and what they were in the middle of goes on. A
 * folder and what its server answered are kept for each version, in {@code upgrade/VERSION.zip};
 * {@code EVENTMILL_KEEP_UPGRADE=VERSION} makes the one of the version that runs.
 */
class UpgradeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path KEPT =
      RunningMill.ROOT.resolve("app/src/test/resources/io/eventmill/app/upgrade");
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String TO_KEEP = System.getenv("EVENTMILL_KEEP_UPGRADE");
  private static final List<String> ANSWERS =
      List.of(
          "/api/events?limit=500",
          "/api/failed?limit=50",
          "/api/counts/visit_counts?limit=500",
          "/api/attributed/sold?limit=500");

  @TempDir Path folder;

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      return files.filter(f -> f.toString().endsWith(".zip")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void whatAnEarlierVersionKeptIsThereAndGoesOn(Path version) throws Exception {
    ZippedFolder.unzip(version, folder);
    JsonNode answered = JSON.readTree(folder.resolve("answers.json").toFile());
    try (RunningMill mill = start()) {
      for (String question : ANSWERS) {
        assertThat(mill.json(question)).as(question).isEqualTo(answered.get(question));
      }
      addsUp(mill, answered.get("audit"));
      String log = Files.readString(folder.resolve("data/logs/eventmill.log"));
      for (String job :
          List.of("events-visits", "counts-visits", "events-sales", "attribution-sales")) {
        assertThat(log).contains("Job " + job + " goes on from ");
        assertThat(log).doesNotContain("Job " + job + " begins at the start");
      }

      // the window of the first visit and the shop's first click are in the jobs' state only
      send(mill, "web", visit(1_000, 0, "view"));
      send(mill, "checkouts", checkout("late", 1, 2_000));
      RunningMill.until(
          Duration.ofSeconds(60), "a window to be corrected", () -> first(mill) == 10);
      RunningMill.until(
          Duration.ofSeconds(60),
          "a checkout to find the click of before",
          () -> click(mill, "late").equals("click-1"));
    }
  }

  @Test
  void keepsTheFolderOfThisVersion() throws Exception {
    assumeTrue(TO_KEEP != null, "only when a version is released");
    try (Stream<Path> files = Files.list(KEPT.resolve("pipelines"))) {
      Files.createDirectories(folder.resolve("pipelines"));
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("pipelines").resolve(file.getFileName().toString()));
      }
    }
    try (RunningMill mill = start()) {
      for (int i = 0; i < 100; i++) {
        send(mill, "web", visit(i, i, i % 10 == 3 ? "signup" : "view"));
      }
      send(mill, "web", visit(7, 7, "view")); // sent again
      send(
          mill,
          "web",
          "{\"event_id\":\"bad\",\"event_type\":\"view\",\"event_timestamp\":\"soon\"}");
      for (int user = 0; user < 20; user++) {
        send(mill, "clicks", click("click-" + user, user, user));
        send(mill, "clicks", click("again-" + user, user, user + 30));
        send(mill, "checkouts", checkout("checkout-" + user, user + 10, user + 60));
      }
      RunningMill.until(
          Duration.ofSeconds(120), "all to be answered as it will stay", () -> settled(mill));
      ObjectNode answers = JSON.createObjectNode();
      for (String question : ANSWERS) {
        answers.set(question, mill.json(question));
      }
      answers.set("audit", mill.json(AUDIT).get("total"));
      assertThat(mill.interrupt()).isEqualTo(130); // ended by Ctrl-C, in order
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(folder.resolve("answers.json").toFile(), answers);
    }
    ZippedFolder.zip(folder, KEPT.resolve(TO_KEEP + ".zip"));
  }

  private RunningMill start() throws Exception {
    Path pipelines = folder.resolve("pipelines");
    return RunningMill.start(
        folder.resolve("data"),
        "run",
        pipelines.resolve("visits.yaml").toString(),
        pipelines.resolve("sales.yaml").toString());
  }

  private static final String AUDIT = "/api/audit?from=2026-01-01T00:00:00Z";

  private static void addsUp(RunningMill mill, JsonNode before) throws Exception {
    RunningMill.until(Duration.ofSeconds(60), "nothing to be under way", () -> quiet(mill));
    JsonNode audit = mill.json(AUDIT);
    assertThat(audit.get("findings")).isEmpty();
    assertThat(audit.get("total")).isEqualTo(before);
  }

  private static boolean quiet(RunningMill mill) {
    try {
      return mill.json(AUDIT).at("/total/in_flight").asLong() == 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean settled(RunningMill mill) {
    try {
      JsonNode attributed = mill.json("/api/attributed/sold?limit=500");
      return quiet(mill)
          && mill.count("") == 160
          && mill.failedCount() == 1
          && mill.json("/api/counts/visit_counts").get("sum").asLong() == 100
          && attributed.get("rows").size() == 20
          && attributed.findValues("click_id").stream().filter(id -> !id.isNull()).count() == 10;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the first window's page views. */
  private static long first(RunningMill mill) {
    try {
      JsonNode rows = mill.json("/api/counts/visit_counts?order=oldest&where=event_type:view");
      return rows.get("rows").get(0).get("count").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String click(RunningMill mill, String checkout) {
    try {
      var answer = mill.get("/api/attributed/sold/" + checkout);
      return answer.statusCode() == 200
          ? JSON.readTree(answer.body()).path("click_id").asText()
          : "";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(RunningMill mill, String source, String event) throws Exception {
    assertThat(mill.post("/collect/" + source, event).statusCode()).isEqualTo(200);
  }

  private static String visit(int id, int second, String type) {
    return "{\"event_id\":\"visit-%d\",\"event_type\":\"%s\",\"event_timestamp\":\"%s\",\"visitor\":\"v%d\",\"utm_source\":\"google\",\"user\":\"a@example.org\",\"word\":\"żółw\"}"
        .formatted(id, type, BEGIN.plusSeconds(second), id % 7);
  }

  private static String click(String id, int user, int second) {
    return "{\"click_id\":\"%s\",\"user\":\"u%d\",\"product\":\"p\",\"at\":\"%s\"}"
        .formatted(id, user, BEGIN.plusSeconds(second));
  }

  private static String checkout(String id, int user, int second) {
    return "{\"checkout_id\":\"%s\",\"user\":\"u%d\",\"product\":\"p\",\"at\":\"%s\"}"
        .formatted(id, user, BEGIN.plusSeconds(second));
  }
}
