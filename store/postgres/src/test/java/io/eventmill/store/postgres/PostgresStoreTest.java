package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.ResultQuery;
import io.eventmill.testkit.PostgresUnderTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is PostgreSQL's own: tables of the shop, rows it cannot hold, what people find in it. */
class PostgresStoreTest {
  private static final String TOPIC = "attributed-checkouts";
  private static final UUID TOPIC_ID = new UUID(3, 4);
  @TempDir static Path folder;
  private static PostgresUnderTest postgres;
  private PostgresStore store;

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

  @BeforeEach
  void open() {
    postgres.execute(
        "DROP SCHEMA IF EXISTS eventmill CASCADE", "DROP SCHEMA IF EXISTS commerce CASCADE");
    store = PostgresStore.open(config());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static PostgresConfig config() {
    return PostgresConfig.at(
        postgres.url(), "postgres", null, "commerce", PostgresConfig.Tls.PREFER);
  }

  @Test
  void anAttributedRowIsThereAsColumnsAndInItsNewestState() throws SQLException {
    write(
        checkout("c-1", "\"total_amount\":1234567.89,\"click_id\":null,\"user_name\":\"Ann\""),
        checkout(
            "c-2",
            "\"total_amount\":10.00,\"checkout_time\":\"2023-07-01T12:00:00.123456Z\","
                + "\"final\":false,\"touches\":[{\"id\":\"t\"}],\"not_a_column\":{\"a\":1}"));
    write(checkout("c-1", "\"click_id\":\"k\",\"user_name\":\"Ann\""));

    assertThat(
            rows(
                "SELECT concat_ws('|', checkout_id, user_name, click_id, total_amount, version,"
                    + " checkout_time, final, touches) FROM commerce.attributed_checkouts"
                    + " ORDER BY checkout_id"))
        .containsExactly(
            "c-1|Ann|k|1234567.89|v1",
            "c-2|10.00|v1|2023-07-01 12:00:00.123456|f|[{\"id\": \"t\"}]");
    assertThat(store.results().count("attributed_checkouts", "v1")).isEqualTo(2);
  }

  @Test
  void whatATableCanNeverTakeIsKeptAsideAndHoldsUpNobody() throws SQLException {
    List<ResultRow> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String more =
          switch (i) {
            case 17 -> "\"user_name\":\"a\\u0000b\"";
            case 31 -> "\"checkout_time\":\"the day before\"";
            case 77 -> "\"touch_count\":99999999999";
            default -> "\"touch_count\":" + i;
          };
      rows.add(checkout("c-" + i, more));
    }
    rows.add(new ResultRow("attributed_checkouts", "v1", "none", 0, "{}".getBytes(UTF_8)));
    rows.add(checkout("c\0", "\"touch_count\":1"));
    write(rows.toArray(ResultRow[]::new));

    assertThat(rows("SELECT count(*) FROM commerce.attributed_checkouts")).containsExactly("97");
    assertThat(
            rows(
                "SELECT table_name || ' ' || encode(id, 'escape') || ' ' || reason FROM"
                    + " eventmill.refused_rows ORDER BY id, table_name"))
        .satisfiesExactly(
            r -> assertThat(r).startsWith("commerce.attributed_checkouts c\\000 "),
            r -> assertThat(r).startsWith("eventmill.results c\\000 "),
            r -> assertThat(r).startsWith("commerce.attributed_checkouts c-17 ").contains("0000"),
            r -> assertThat(r).startsWith("commerce.attributed_checkouts c-31 "),
            r -> assertThat(r).startsWith("commerce.attributed_checkouts c-77 "),
            r ->
                assertThat(r)
                    .startsWith("commerce.attributed_checkouts none ")
                    .contains("no field for the primary key"));
    assertThat(store.writer().refused()).isEqualTo(6);
    assertThat(store.writer().positions(TOPIC).get(0).nextOffset()).isEqualTo(102);
    assertThat(store.results().byId("attributed_checkouts", "v1", "c-17").json())
        .isEqualTo(rows.get(17).json());
  }

  @Test
  void tablesThatAreThereAreTakenAsTheyAre() throws SQLException {
    store.close();
    postgres.execute(
        "DROP SCHEMA eventmill CASCADE",
        "DROP SCHEMA commerce CASCADE",
        "CREATE SCHEMA commerce",
        "CREATE TABLE commerce.users (id bigint PRIMARY KEY, username text, since date)",
        "INSERT INTO commerce.users VALUES (1, 'Ann', '2020-02-29')",
        "CREATE TABLE commerce.attributed_checkouts (checkout_id uuid PRIMARY KEY,"
            + " total_amount numeric(5,2), mine text DEFAULT 'ours')");
    store = PostgresStore.open(config());
    UUID id = new UUID(1, 1);
    write(
        checkout(id.toString(), "\"total_amount\":10,\"user_name\":\"Ann\""),
        checkout(new UUID(1, 2).toString(), "\"total_amount\":1000"));

    assertThat(rows("SELECT concat_ws('|', id, username, since) FROM commerce.users"))
        .containsExactly("1|Ann|2020-02-29");
    assertThat(rows("SELECT concat_ws('|', total_amount, mine) FROM commerce.attributed_checkouts"))
        .containsExactly("10.00|ours");
    assertThat(rows("SELECT reason FROM eventmill.refused_rows")).hasSize(1);
    assertThat(
            store
                .tables()
                .find("commerce.users", "id", List.of("username"), List.of("1", "x", "2")))
        .isEqualTo(Map.of("1", Map.of("username", "Ann")));
    store.close();
    store = PostgresStore.open(config());
    assertThat(store.tables().count("commerce.users")).isEqualTo(1);
  }

  @Test
  void aUserWithoutTheRightToMakeTablesCanUseThoseThatAreThere() {
    postgres.execute(
        "DROP ROLE IF EXISTS modest",
        "CREATE ROLE modest LOGIN",
        "GRANT USAGE ON SCHEMA commerce, eventmill TO modest",
        "GRANT ALL ON ALL TABLES IN SCHEMA commerce, eventmill TO modest");
    PostgresConfig modest =
        PostgresConfig.at(postgres.url(), "modest", null, "commerce", PostgresConfig.Tls.PREFER);
    try (PostgresStore other = PostgresStore.open(modest)) {
      assertThat(other.tables().count("commerce.users")).isZero();
      assertThat(other.writer().positions(TOPIC)).isEmpty();
    }
    postgres.execute("DROP SCHEMA eventmill CASCADE", "DROP OWNED BY modest");
    assertThatThrownBy(() -> PostgresStore.open(modest))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void ofTwoWritersOfOnePartitionOneIsToldThatItHasMoved() {
    write(checkout("c-1", "\"touch_count\":1"));
    Position stands = store.writer().positions(TOPIC).get(0);
    Batch late =
        Batch.ofRows(
            TOPIC, List.of(checkout("c-9", "\"touch_count\":1")), Map.of(), Map.of(0, stands));

    assertThatThrownBy(() -> store.writer().write(late))
        .isInstanceOf(PositionsMovedException.class);
    assertThat(store.results().byId("attributed_checkouts", "v1", "c-9")).isNull();
  }

  @Test
  void aWrongUrlOrAPasswordInItIsRefused() {
    assertThatThrownBy(
            () ->
                PostgresConfig.at(
                    postgres.url() + "?password=secret",
                    "u",
                    null,
                    "commerce",
                    PostgresConfig.Tls.PREFER))
        .hasMessageContaining("postgres.password_env")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () -> PostgresConfig.at("mysql:x", "u", null, "commerce", PostgresConfig.Tls.PREFER))
        .hasMessageContaining("jdbc:postgresql://");
    PostgresConfig unset =
        PostgresConfig.at(
            postgres.url(), "u", "EVENTMILL_NOT_SET", "commerce", PostgresConfig.Tls.PREFER);
    assertThatThrownBy(() -> PostgresStore.open(unset))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("EVENTMILL_NOT_SET")
        .hasMessageContaining("not set");
  }

  @Test
  void filtersByTheValueOfAField() {
    write(
        checkout("c-1", "\"n\":1.50,\"deep\":{\"a/b\":true}"),
        checkout("c-2", "\"n\":\"1.5\",\"s\":\"x\\u0000y\""),
        checkout("c-3", "\"n\":1e400"));

    assertThat(ids("/n", "1.5")).containsExactly("c-1", "c-2");
    assertThat(ids("/n", "15e-1")).containsExactly("c-1");
    assertThat(ids("/deep/a~1b", "true")).containsExactly("c-1");
    assertThat(ids("/s", "x\0y")).containsExactly("c-2");
    assertThat(ids("/n", "10e399")).containsExactly("c-3");
    assertThat(ids("/n", "1e999999999")).isEmpty();
  }

  private List<String> ids(String pointer, String value) {
    ResultQuery query =
        new ResultQuery(
            "attributed_checkouts",
            "v1",
            null,
            null,
            List.of(new FieldIs(pointer, value)),
            10,
            null,
            true);
    return store.results().find(query).rows().stream().map(ResultRow::id).toList();
  }

  private void write(ResultRow... rows) {
    Map<Integer, Position> before = store.writer().positions(TOPIC);
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    store
        .writer()
        .write(
            Batch.ofRows(
                TOPIC,
                List.of(rows),
                before,
                Map.of(0, new Position(TOPIC_ID, next + rows.length, null))));
  }

  private static ResultRow checkout(String id, String more) {
    String json = "{\"checkout_id\":\"" + id.replace("\0", "\\u0000") + "\"," + more + "}";
    return new ResultRow("attributed_checkouts", "v1", id, 1_000_000, json.getBytes(UTF_8));
  }

  static List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.url(), "postgres", null);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
