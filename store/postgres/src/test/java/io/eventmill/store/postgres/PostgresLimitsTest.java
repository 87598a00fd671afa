package io.eventmill.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.postgres.PostgresConfig.Tls;
import io.eventmill.testkit.PostgresUnderTest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLimitsTest {
  @TempDir static Path folder;
  private static PostgresUnderTest postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresUnderTest.start(folder);
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void whoNeedsAConnectionMoreThanThereAreWaitsAndIsThenToldSo() throws SQLException {
    try (Connections two = new Connections(config(2, 300, 30_000, 1))) {
      String asked = two.used(first -> two.used(second -> one(second)));
      assertThat(asked).isEqualTo("1");
      assertThatThrownBy(
              () -> two.used(first -> two.used(second -> two.use("x", PostgresLimitsTest::one))))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("not available");
    }
    try (Connections three = new Connections(config(3, 300, 30_000, 1))) {
      String asked =
          three.used(first -> three.used(second -> three.use("x", PostgresLimitsTest::one)));
      assertThat(asked).isEqualTo("1");
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUpAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/x";
      PostgresConfig config =
          new PostgresConfig(
              url,
              "u",
              null,
              "commerce",
              Tls.PREFER,
              2,
              Duration.ofSeconds(1),
              Duration.ofSeconds(30),
              1,
              Map.of());
      long begin = System.nanoTime();
      assertThatThrownBy(() -> PostgresStore.open(config))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void aStatementThatRunsTooLongIsGivenUp() throws SQLException {
    try (Connections hasty = new Connections(config(2, 300, 1_000, 1))) {
      assertThatThrownBy(() -> hasty.use("x", c -> asked(c, "SELECT pg_sleep(20)::text")))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("statement timeout");
      String told = hasty.used(PostgresLimitsTest::one);
      assertThat(told).isEqualTo("1");
    }
    try (Connections patient = new Connections(config(2, 300, 5_000, 1))) {
      String told = patient.use("x", c -> asked(c, "SELECT 'slept' FROM pg_sleep(1.2)"));
      assertThat(told).isEqualTo("slept");
    }
  }

  @Test
  void aTransactionIsTriedAsOftenAsTheLimitSays() {
    AtomicInteger tried = new AtomicInteger();
    try (Connections connections = new Connections(config(2, 300, 5_000, 3))) {
      assertThatThrownBy(() -> connections.transaction("x", c -> deadlocks(tried, 3)))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(tried).hasValue(3);
      tried.set(0);
      String told = connections.transaction("x", c -> deadlocks(tried, 2));
      assertThat(told).isEqualTo("done");
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> config(1, 300, 5_000, 1)).hasMessageContaining("connections");
    assertThatThrownBy(() -> config(2, 300, 5_000, 0)).hasMessageContaining("attempts");
    assertThatThrownBy(() -> config(2, 249, 5_000, 1)).hasMessageContaining("249 ms");
    assertThatThrownBy(() -> config(2, 300, 999, 1)).hasMessageContaining("999 ms");
  }

  private static String deadlocks(AtomicInteger tried, int times) throws SQLException {
    if (tried.incrementAndGet() <= times) {
      throw new SQLException("deadlock detected", "40P01");
    }
    return "done";
  }

  private static PostgresConfig config(int connections, int connectMs, int queryMs, int attempts) {
    return new PostgresConfig(
        postgres.url(),
        "postgres",
        null,
        "commerce",
        Tls.PREFER,
        connections,
        Duration.ofMillis(connectMs),
        Duration.ofMillis(queryMs),
        attempts,
        Map.of());
  }

  private static String one(Connection connection) throws SQLException {
    return asked(connection, "SELECT '1'");
  }

  private static String asked(Connection connection, String sql) throws SQLException {
    List<String> rows = new Sql(sql).list(connection, row -> row.getString(1));
    return rows.get(0);
  }
}
