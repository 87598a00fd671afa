package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.metrics.Families;
import io.eventmill.app.metrics.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second port of a running server tells all that docs/metrics.md promises. */
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Only there where a table of PostgreSQL can refuse rows, a rule routes, or retention is set. */
  private static final Set<Family> ELSEWHERE =
      Families.all().stream()
          .filter(f -> f.name().matches("eventmill_(store_refused|routed|retention_removed)_.*"))
          .collect(Collectors.toSet());

  @TempDir private Path folder;

  private static String event(int n) {
    return "{\"event_id\":\"m-%d\",\"event_type\":\"t\",\"event_timestamp\":\"2026-11-20T10:00:%02dZ\"}"
        .formatted(n, n % 60);
  }

  @Test
  void everyNumberOfThePageIsToldAndTrue() throws Exception {
    Path data = folder.resolve("data");
    try (RunningMill mill = RunningMill.start(data, "run", "--set", "audit.every=1s")) {
      String lines =
          IntStream.range(0, 50).mapToObj(MetricsIT::event).collect(Collectors.joining("\n"));
      assertThat(mill.post("/collect/web", lines).statusCode()).isEqualTo(200);
      assertThat(mill.post("/collect/web", event(7)).statusCode()).isEqualTo(200);
      assertThat(
              mill.post("/collect/web", "{\"event_id\":\"x\",\"event_type\":\"t\"}").statusCode())
          .isEqualTo(200);
      assertThat(mill.post("/collect/web", "[1]").statusCode()).isEqualTo(400);
      assertThat(mill.post("/collect/nobody", "{}").statusCode()).isEqualTo(404);
      mill.get("/api/events/count?bad=1");
      RunningMill.until(
          PATIENCE, "all to be stored", () -> tells(mill, "eventmill_failed_events{"));
      RunningMill.until(PATIENCE, "jobs to tell", () -> tells(mill, "eventmill_job_duplicates"));

      for (String line :
          List.of(
              "eventmill_collect_accepted_events_total{source=\"web\"} 52.0",
              "eventmill_collect_refused_requests_total{reason=\"not_an_object\",source=\"web\"} 1.0",
              "eventmill_collect_acknowledge_seconds_count 3",
              "eventmill_failed_events{reason=\"TIME_MISSING\",source=\"web\"} 1.0",
              "eventmill_job_duplicates_total{job=\"events-web-events\"} 1.0",
              "eventmill_job_records_total{job=\"events-web-events\"} 52.0",
              "eventmill_job_up{job=\"events-web-events\"} 1.0",
              "eventmill_job_restarts{job=\"events-web-events\"} 0.0",
              "eventmill_ledger_findings 0.0",
              "eventmill_ledger_stored_events{source=\"web\"} 50.0",
              "eventmill_load_events_total{loader=\"duckdb\"} 50.0",
              "eventmill_load_failed_events_total{loader=\"duckdb\"} 1.0",
              "eventmill_load_lag_records{loader=\"duckdb\"} 0.0",
              "eventmill_query_seconds_count{path=\"/api/events/count\",status=\"400\"} 1",
              "eventmill_spool_events 0.0")) {
        mill.untilMetric(line);
      }
      everyFamilyIsThere(mill.metrics());
      AuditIT.lint(mill.metrics());
      assertThat(mill.metrics()).contains("jvm_memory_used_bytes{").contains("jvm_gc_");
      assertThat(mill.side("/metrics/flink").body())
          .contains("flink_taskmanager_job_task_operator_numRecordsIn{")
          .contains("flink_taskmanager_job_task_operator_currentEmitEventTimeLag{")
          .contains("flink_jobmanager_Status_JVM_Memory_Heap_Used{");
      assertThat(mill.side("/health/ready").statusCode()).isEqualTo(200);
      assertThat(mill.side("/health/live").body()).contains("up");
      assertThat(mill.side("/api/events").statusCode()).isEqualTo(404);
      var moved = mill.get("/metrics");
      assertThat(moved.statusCode()).isEqualTo(308);
      assertThat(moved.headers().firstValue("location").orElseThrow()).endsWith("/metrics");
      assertThat(moved.body()).contains("Metrics are on a port of their own: http://localhost:");
      noPanelIsEmpty(mill);
    }
  }

  /** Each question of the dashboards has an answer in a real Prometheus. */
  private void noPanelIsEmpty(RunningMill mill) throws Exception {
    Set<String> empty = new TreeSet<>();
    Path dashboards = RunningMill.ROOT.resolve("deploy/monitoring/grafana/dashboards");
    for (String name : List.of("flink.json", "eventmill.json")) {
      JsonNode dashboard = new ObjectMapper().readTree(dashboards.resolve(name).toFile());
      empty.addAll(dashboard.findValuesAsText("expr"));
    }
    assertThat(empty).hasSizeGreaterThan(25);
    String target = mill.side("/metrics").uri().getAuthority();
    AtomicInteger sent = new AtomicInteger(1_000);
    try (PrometheusUnderTest prometheus =
        PrometheusUnderTest.scraping(target, "localhost:1", folder)) {
      for (int round = 0; round < 120 && !empty.isEmpty(); round++) {
        traffic(mill, sent.incrementAndGet());
        empty.removeIf(prometheus::hasData);
        TimeUnit.MILLISECONDS.sleep(500); // until the next scrape
      }
    }
    assertThat(empty).as("panels without data").isEmpty();
  }

  private static void traffic(RunningMill mill, int n) {
    try {
      mill.post("/collect/web", event(n));
      mill.get("/api/events/count");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean tells(RunningMill mill, String line) {
    try {
      return mill.metrics().contains("\n" + line);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void everyFamilyIsThere(String metrics) {
    Set<String> told = new TreeSet<>();
    metrics
        .lines()
        .filter(line -> line.startsWith("# TYPE eventmill_"))
        .forEach(line -> told.add(line.split(" ")[2] + " " + line.split(" ")[3]));
    Set<String> promised = new TreeSet<>();
    Families.all().stream()
        .filter(f -> !ELSEWHERE.contains(f))
        .forEach(
            f ->
                promised.add(
                    f.shownName() + " " + f.kind().name().toLowerCase(java.util.Locale.ROOT)));
    assertThat(told).isEqualTo(promised);
  }
}
