package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of a running server, asked as people ask it. */
class AuditIT {
  private static final String[] FAST = {
    "run", "--set", "process.checkpoint_interval=500ms", "--set", "audit.every=1s"
  };

  @TempDir private Path data;

  @Test
  void addsUpAndTellsWhenARowIsGone() throws Exception {
    try (RunningMill mill = RunningMill.start(data, FAST)) {
      send(mill, 0, 200, "2026-11-20T10:00:00Z");
      send(mill, 0, 20, "2026-11-20T10:00:00Z"); // again
      send(mill, 200, 210, "some day");

      Cli audit = audit(mill);
      assertThat(audit.exit()).as(audit.output()).isZero();
      assertThat(audit.output()).contains("It adds up: every event is accounted for.");
      JsonNode total = mill.json("/api/audit?source=web").get("total");
      assertThat(total.get("accepted").asLong()).isEqualTo(230);
      assertThat(total.get("stored").asLong()).isEqualTo(200);
      assertThat(total.get("duplicate").asLong()).isEqualTo(20);
      assertThat(total.get("failed").asLong()).isEqualTo(10);
      traces(mill);
      mill.untilMetric("eventmill_ledger_stored_events{source=\"web\"} 200.0");
      assertThat(mill.metrics()).contains("eventmill_ledger_findings 0.0");
      lint(mill.metrics());
      mill.interrupt();
    }
    try (var store = DriverManager.getConnection("jdbc:duckdb:" + storeFile());
        var delete = store.createStatement()) {
      assertThat(delete.executeUpdate("DELETE FROM events WHERE id = 'e-77'")).isEqualTo(1);
    }
    try (RunningMill mill = RunningMill.start(data, FAST)) {
      Cli audit = audit(mill);

      assertThat(audit.exit()).as(audit.output()).isEqualTo(1);
      assertThat(audit.output())
          .contains("stage load", "e-77", "web", "It does not add up.")
          .contains("enriched-web-events partition 0");
      mill.untilMetric("eventmill_ledger_findings 1.0");
      mill.untilMetric("eventmill_ledger_missing_events{source=\"web\"} 1.0");
    }
  }

  @Test
  void looksNoFurtherThanItsLimits() throws Exception {
    try (RunningMill mill = RunningMill.start(data, FAST)) {
      String line = "{\"id\":\"a-%d\",\"time\":\"2015-05-17T00:00:00Z\"}%n";
      mill.post("/collect/access", line.formatted(1) + line.formatted(2) + line.formatted(3));
      send(mill, 0, 20, "2026-11-20T10:00:00Z"); // later, so also when a minute ends in between
      assertThat(audit(mill).exit()).isZero();
      mill.interrupt();
    }
    try (var store = DriverManager.getConnection("jdbc:duckdb:" + storeFile());
        var delete = store.createStatement()) {
      assertThat(delete.executeUpdate("DELETE FROM events WHERE id IN ('e-3','a-1','a-2','a-3')"))
          .isEqualTo(4);
    }
    String[] few = with(FAST, "audit.findings_max=1", "audit.examples_max=2");
    try (RunningMill mill = RunningMill.start(data, few)) {
      assertThat(audit(mill).output())
          .contains("a-1", "a-2", "1 more differences were not looked into")
          .doesNotContain("a-3", "e-3");
      assertThat(Cli.run("trace", "e-3", "--to", mill.url("").toString()).output())
          .contains("raw-web-events partition 0 offset 3", "processed; the store has no row yet");
    }
    try (RunningMill mill =
        RunningMill.start(data, with(FAST, "audit.scan_max=3", "audit.trace_max=4"))) {
      assertThat(audit(mill).output())
          .contains("a-1", "a-2", "a-3", "its records lie more than 3 apart (audit.scan_max)")
          .doesNotContain("e-3");
      assertThat(Cli.run("trace", "e-3", "--to", mill.url("").toString()).output())
          .contains("nor among the newest 4 records of the raw topics (audit.trace_max)");
    }
  }

  private static String[] with(String[] arguments, String... settings) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    return all.toArray(String[]::new);
  }

  @Test
  void saysWhereToLookWhenNoServerAnswers() throws Exception {
    Cli audit = Cli.run("audit", "--to", "http://localhost:1");

    assertThat(audit.exit()).isEqualTo(1);
    assertThat(audit.output()).contains("no server answers at http://localhost:1");
    Cli nowhere = Cli.run("audit", "--data", data.toString());
    assertThat(nowhere.exit()).isEqualTo(2);
    assertThat(nowhere.output()).contains("no server works in " + data);
  }

  @Test
  void theAlertRulesAreRules() throws Exception {
    promtool();
    Cli check = Cli.shell("promtool check rules deploy/monitoring/alerts.yaml");
    assertThat(check.exit()).as(check.output()).isZero();
    Cli test = Cli.shell("promtool test rules deploy/monitoring/alerts_test.yaml");
    assertThat(test.exit()).as(test.output()).isZero();
  }

  private static void traces(RunningMill mill) throws Exception {
    String url = mill.url("").toString();
    Cli twice = Cli.run("trace", "e-7", "--to", url);
    assertThat(twice.exit()).as(twice.output()).isZero();
    assertThat(twice.output())
        .contains("raw-web-events partition 0", "schema web-event:1")
        .containsPattern("schema_id = \\d+ \\(schema\\)")
        .containsPattern("accepted +\\d{4}-.*, from 127.0.0.1")
        .contains("source_category = \"search_engine\" (category)")
        .contains("stored", "type view, time 2026-11-20T10:00:00.000000Z")
        .contains("a duplicate of offset ");
    Cli failed = Cli.run("trace", "e-205", "--to", url);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.output()).contains("failed", "TIME_INVALID", "some day", "not yet");
    Cli nowhere = Cli.run("trace", "no-such-event", "--to", url);
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.output())
        .contains("'no-such-event'", "nor among the newest 230 records of the raw topics");
  }

  private static Cli audit(RunningMill mill) throws Exception {
    return Cli.run("audit", "--wait", "60s", "--to", mill.url("").toString());
  }

  private static void send(RunningMill mill, int from, int to, String time) throws Exception {
    String body =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"event_id\":\"e-%d\",\"event_type\":\"view\",\"event_timestamp\":\"%s\",\"utm_source\":\"google\"}"
                        .formatted(i, time))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(mill.post("/collect/web", body).statusCode()).isEqualTo(200);
  }

  private Path storeFile() throws Exception {
    try (var files = Files.walk(data)) {
      return files.filter(f -> f.endsWith("events.duckdb")).findFirst().orElseThrow();
    }
  }

  static void lint(String metrics) throws Exception {
    promtool();
    Path file = Files.createTempFile("metrics", ".txt");
    Files.writeString(file, metrics);
    Cli check = Cli.shell("promtool check metrics < " + file);
    Files.delete(file);
    assertThat(check.exit()).as(check.output()).isZero();
  }

  /** Debian: {@code apt-get install prometheus}. */
  private static void promtool() throws Exception {
    boolean there = Cli.shell("command -v promtool").exit() == 0;
    if (System.getenv("CI") == null) {
      assumeThat(there).as("promtool is not installed").isTrue();
    }
    assertThat(there).as("promtool is installed").isTrue();
  }
}
