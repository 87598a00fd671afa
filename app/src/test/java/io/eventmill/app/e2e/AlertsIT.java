package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.testkit.PostgresUnderTest;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parts are stopped, and the one on call is told so and told when it is over: a database, the
 * server itself, and a row that vanishes from the store.
 */
class AlertsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void theOneOnCallHearsOfWhatStopsAndOfItsEnd() throws Exception {
    try (AlertmanagerUnderTest alerts = AlertmanagerUnderTest.start(folder);
        PostgresUnderTest postgres = PostgresUnderTest.start(folder.resolve("postgres"))) {
      int port = InstalledProgram.freePort();
      try (RunningMill mill = start(port, postgres)) {
        mill.untilMetric("eventmill_ledger_findings 0.0");
        assertThat(mill.post("/collect/clicks", clicks()).statusCode()).isEqualTo(200);
        mill.untilCount("?source=clicks", 20);
        String target = "localhost:" + (port + 1);
        try (var prometheus = PrometheusUnderTest.scraping(target, alerts.address(), folder)) {
          RunningMill.until(
              PATIENCE, "a scrape", () -> prometheus.hasData("eventmill_load_up == 1"));
          assertThat(alerts.isQuiet("EventmillLoaderStopped")).isTrue();

          postgres.stop();
          alerts.untilFiring("EventmillLoaderStopped");
          postgres.start();
          alerts.untilResolved("EventmillLoaderStopped");

          assertThat(alerts.isQuiet("EventmillServerAway")).isTrue();
          mill.kill();
          alerts.untilFiring("EventmillServerAway");
          aRowVanishes();

          assertThat(alerts.isQuiet("EventmillLedgerDiffers")).isTrue();
          try (RunningMill again = start(port, postgres)) {
            alerts.untilResolved("EventmillServerAway");
            alerts.untilFiring("EventmillLedgerDiffers");
            again.untilMetric("eventmill_ledger_missing_events{source=\"clicks\"} 1.0");
          }
        }
      }
    }
  }

  private RunningMill start(int port, PostgresUnderTest postgres) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "pipelines/checkout-attribution"));
    command.addAll(List.of("--port", Integer.toString(port), "--relational", "postgres"));
    command.addAll(List.of("--set", "postgres.url=" + postgres.url()));
    command.addAll(List.of("--set", "postgres.password_env=", "--set", "audit.every=1s"));
    return RunningMill.start(folder.resolve("data"), command.toArray(String[]::new));
  }

  private static String clicks() {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                ("{\"click_id\":\"c-%d\",\"user_id\":1,\"product_id\":\"%d\",\"product\":\"lamp\","
                        + "\"price\":1.5,\"url\":\"https://shop.example/\",\"user_agent\":\"none\","
                        + "\"ip_address\":\"127.0.0.1\","
                        + "\"datetime_occured\":\"2026-03-04 00:00:00.000\"}")
                    .formatted(i, i))
        .collect(Collectors.joining("\n"));
  }

  private void aRowVanishes() throws Exception {
    String store = "jdbc:duckdb:" + folder.resolve("data/store/events.duckdb");
    try (var connection = DriverManager.getConnection(store);
        var delete = connection.createStatement()) {
      assertThat(delete.executeUpdate("DELETE FROM events WHERE id = 'c-7'")).isEqualTo(1);
    }
  }
}
