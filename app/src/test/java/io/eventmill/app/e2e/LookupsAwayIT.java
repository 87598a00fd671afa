package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.testkit.PostgresUnderTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of names is away for a minute while a shop is busy: no name is missing after it. */
class LookupsAwayIT {
  private static final long AWAY_SECONDS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void everyCheckoutHasItsNameThoughTheDatabaseWasAwayForAMinute() throws Exception {
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
      CompletableFuture<Cli> shop = CompletableFuture.supplyAsync(() -> busyShop(mill));
      RunningMill.until(PATIENCE, "the first rows", () -> rows(postgres, "TRUE") > 50);

      postgres.stop();
      TimeUnit.SECONDS.sleep(AWAY_SECONDS);
      long taken = mill.count("?source=checkouts");
      postgres.start();
      long there = rows(postgres, "TRUE");
      assertThat(there).as("rows waited for the database").isLessThan(taken / 2);

      Cli sent = shop.get(2, TimeUnit.MINUTES);
      assertThat(sent.exit()).as(sent.output()).isZero();
      RunningMill.until(
          PATIENCE,
          "a row for each checkout",
          () -> rows(postgres, "TRUE") == mill.count("?source=checkouts"));
      long unknown = mill.count("?source=checkouts&where=user_id:100");
      assertThat(rows(postgres, "user_name IS NULL"))
          .as("only user 100 has none")
          .isEqualTo(unknown);
      assertThat(rows(postgres, "user_name NOT IN (SELECT username FROM commerce.users)")).isZero();
      assertThat(mill.failedCount()).isZero();
      System.out.printf(
          "lookups: away for %d s, %d checkouts, %d of them before it was back, %d rows then%n",
          AWAY_SECONDS, rows(postgres, "TRUE"), taken, there);
    }
  }

  /** Some 35 checkouts a second, for a little longer than the database is away. */
  private static Cli busyShop(RunningMill mill) {
    try {
      return Cli.run(
          "simulate",
          "shop",
          "--to",
          mill.url("").toString(),
          "--rate",
          "100",
          "--for",
          (AWAY_SECONDS + 10) + "s");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long rows(PostgresUnderTest postgres, String where) {
    String sql = "SELECT count(*) FROM commerce.attributed_checkouts WHERE " + where;
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
