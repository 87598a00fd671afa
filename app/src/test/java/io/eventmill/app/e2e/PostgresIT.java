package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.testkit.PostgresUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready pipeline of a shop on the shop's own PostgreSQL, which is stopped and killed. */
class PostgresIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path folder;

  @Test
  void everyCheckoutHasItsRowThoughTheDatabaseWasAway() throws Exception {
    try (PostgresUnderTest postgres = PostgresUnderTest.start(folder.resolve("postgres"));
        RunningMill mill =
            RunningMill.start(
                folder.resolve("data"),
                "run",
                "pipelines/checkout-attribution",
                "--relational",
                "postgres",
                "--set",
                "postgres.url=" + postgres.url(),
                "--set",
                "postgres.password_env=",
                "--set",
                "process.lookup_ttl=1s")) {
      simulate(mill, 1, "2026-03-01T00:00:00Z");
      untilAllThere(mill, postgres);
      assertThat(number(postgres, "SELECT count(*) FROM commerce.users")).isEqualTo(100);
      assertThat(
              number(
                  postgres,
                  "SELECT count(*) FROM commerce.attributed_checkouts"
                      + " WHERE user_name IS NOT NULL AND click_id IS NOT NULL"))
          .isGreaterThan(100);
      JsonNode answer = mill.json("/api/attributed/attributed_checkouts?limit=5");
      assertThat(answer.get("rows")).hasSize(5);

      postgres.stop();
      long before = mill.count("?source=checkouts");
      simulate(mill, 2, "2026-03-02T00:00:00Z", "--no-tables");
      RunningMill.until(
          PATIENCE,
          "events to be stored while PostgreSQL is away",
          () -> mill.count("?source=checkouts") > before + 100);
      RunningMill.until(PATIENCE, "health to show it", () -> postgresIsDown(mill));
      postgres.start();
      untilAllThere(mill, postgres);

      simulate(mill, 3, "2026-03-03T00:00:00Z", "--no-tables");
      postgres.kill();
      postgres.start();
      untilAllThere(mill, postgres);

      assertThat(
              number(
                  postgres,
                  "SELECT count(DISTINCT checkout_id) FROM commerce.attributed_checkouts"))
          .isEqualTo(mill.count("?source=checkouts"));
      assertThat(number(postgres, "SELECT count(*) FROM eventmill.refused_rows")).isZero();
      assertThat(mill.failedCount()).isZero();
      refusedRowsAreOnMetrics(mill, postgres);
    }
  }

  private static void refusedRowsAreOnMetrics(RunningMill mill, PostgresUnderTest postgres)
      throws Exception {
    String metric = "eventmill_store_refused_rows{store=\"postgres\"} ";
    mill.untilMetric(metric + "0.0");
    postgres.execute(
        "ALTER TABLE commerce.attributed_checkouts ADD CHECK (total_amount < 100000) NOT VALID");
    String tooDear =
        "{\"checkout_id\":\"dear\",\"user_id\":1,\"product_id\":1,\"total_amount\":1234567.5,"
            + "\"datetime_occured\":\"2026-03-04 00:00:00.000\"}";
    assertThat(mill.post("/collect/checkouts", tooDear).statusCode()).isEqualTo(200);
    mill.untilMetric(metric + "1.0");
    assertThat(number(postgres, "SELECT count(*) FROM eventmill.refused_rows")).isEqualTo(1);
  }

  private static void simulate(RunningMill mill, int seed, String start, String... more)
      throws Exception {
    URI url = mill.url("");
    String[] args = {
      "simulate",
      "shop",
      "--to",
      url.toString(),
      "-nc",
      "300",
      "--rate",
      "10",
      "--seed",
      Integer.toString(seed),
      "--start",
      start
    };
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Cli cli = Cli.run(all);
    assertThat(cli.exit()).as(cli.output()).isZero();
  }

  /** Rows in the shop's table are the checkouts that were taken, and nothing is on its way. */
  private static void untilAllThere(RunningMill mill, PostgresUnderTest postgres) {
    RunningMill.until(
        PATIENCE,
        "a row for each checkout",
        () -> {
          long accepted = mill.count("?source=checkouts");
          return accepted > 0
              && number(postgres, "SELECT count(*) FROM commerce.attributed_checkouts") == accepted;
        });
  }

  private static boolean postgresIsDown(RunningMill mill) {
    try {
      String body = mill.get("/health/ready").body();
      return body.contains("\"postgres\":{\"status\":\"down\"");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(PostgresUnderTest postgres, String sql) {
    try (Connection connection = DriverManager.getConnection(postgres.url(), "postgres", null);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      return -1; // away, or not there yet
    }
  }
}
