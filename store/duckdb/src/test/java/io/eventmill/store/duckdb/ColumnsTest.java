package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.testkit.SampleEvents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people who open the file with DuckDB find in it. */
class ColumnsTest {
  @TempDir Path folder;

  @Test
  void everyFieldIsAColumnWithTheNameAndTypeOneWouldGuess() throws SQLException {
    write(
        DuckDbConfig.in(folder),
        "{\"utm_source\":\"google\",\"params\":{\"platform\":\"web\"},\"n\":1,\"price\":1,\"ok\":true}",
        "{\"utm_source\":\"bing\",\"price\":2.5,\"type\":\"mine\",\"UTM_Source\":\"x\",\"n\":\"one\"}");

    assertThat(
            rows(
                "SELECT column_name || ' ' || data_type FROM duckdb_columns() WHERE table_name"
                    + " = 'events' AND column_index > 13 ORDER BY column_index"))
        .containsExactly(
            "utm_source VARCHAR",
            "params.platform VARCHAR",
            "n BIGINT",
            "price DOUBLE",
            "ok BOOLEAN",
            "type_2 VARCHAR",
            "UTM_Source_2 VARCHAR",
            "n.text VARCHAR");
    assertThat(
            rows(
                "SELECT utm_source || price || coalesce(ok::VARCHAR, '-') FROM events ORDER BY time"))
        .containsExactly("google1.0true", "bing2.5-");
  }

  @Test
  void aNumberColumnThatHoldsMoreThanADoubleCanStaysWhole() throws SQLException {
    write(DuckDbConfig.in(folder), "{\"v\":9007199254740993}");
    write(DuckDbConfig.in(folder), "{\"v\":0.5}");

    assertThat(rows("SELECT v::VARCHAR FROM events WHERE v IS NOT NULL"))
        .containsExactly("9007199254740993");
    assertThat(rows("SELECT \"v.exact\" FROM events WHERE v IS NULL")).containsExactly("0.5");
  }

  @Test
  void makesAsManyColumnsAsTheLimitSaysAndFindsTheRestAllTheSame() throws SQLException {
    DuckDbConfig three = withColumns(3);
    write(three, "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}", "{\"d\":4,\"a\":\"text\"}");

    assertThat(
            rows(
                "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'events' AND"
                    + " column_index > 13"))
        .containsExactly("3");
    try (DuckDbStore store = DuckDbStore.open(three)) {
      assertThat(store.reader().count(where("/c", "3"))).isEqualTo(1);
      assertThat(store.reader().count(where("/d", "4"))).isEqualTo(2);
      assertThat(store.reader().count(where("/a", "text"))).isEqualTo(1);
      assertThat(store.reader().count(where("/a", "1"))).isEqualTo(1);
      assertThat(store.reader().fields(9)).containsExactly("/a", "/d", "/b", "/c");
    }
  }

  @Test
  void listsAsManyFieldsAsTheLimitSaysAndFindsTheRestAllTheSame() {
    DuckDbConfig four = withColumns(3, 4);
    write(four, "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5}");

    try (DuckDbStore store = DuckDbStore.open(four)) {
      assertThat(store.reader().fields(9)).containsExactly("/a", "/b", "/c", "/d");
      assertThat(store.reader().count(where("/d", "4"))).isEqualTo(1);
      assertThat(store.reader().count(where("/e", "5"))).isEqualTo(1);
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> withColumns(-1)).hasMessageContaining("columns must be 0 to 1,000");
    assertThatThrownBy(() -> withColumns(1_001)).hasMessageContaining("found 1001");
    assertThat(withColumns(1_000).columnsMax()).isEqualTo(1_000);
  }

  @Test
  void neitherFetchesExtensionsNorReadsOtherFiles() {
    write(DuckDbConfig.in(folder), "{}");
    try (DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(folder))) {
      for (String sql :
          List.of(
              "SELECT * FROM read_csv('/etc/hostname')",
              "ATTACH '/tmp/other.duckdb'",
              "INSTALL httpfs",
              "LOAD httpfs",
              "SET enable_external_access = true")) {
        assertThatThrownBy(() -> store.readers().list(c -> new Sql().add(sql), row -> 1))
            .as(sql)
            .hasMessageContaining("store: the question could not be answered");
      }
    }
  }

  private DuckDbConfig withColumns(int columns) {
    return withColumns(columns, DuckDbConfig.in(folder).fieldsMax());
  }

  private DuckDbConfig withColumns(int columns, int fields) {
    DuckDbConfig some = DuckDbConfig.in(folder);
    return new DuckDbConfig(
        folder,
        some.memoryMaxBytes(),
        1,
        1,
        Duration.ofSeconds(10),
        columns,
        fields,
        some.checkpointBytes(),
        some.windowsMax(),
        some.spillBytes(),
        some.sqlMax(),
        some.sqlTimeout(),
        some.sqlRowsMax(),
        some.sqlBytes(),
        some.sqlMemoryBytes(),
        some.sqlLakeFilesMax());
  }

  private static void write(DuckDbConfig config, String... jsons) {
    try (DuckDbStore store = DuckDbStore.open(config)) {
      Map<Integer, Position> before = store.writer().positions("t");
      long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
      List<Event> events = new ArrayList<>();
      for (String json : jsons) {
        events.add(SampleEvents.withJson(json, next++));
      }
      Map<Integer, Position> after = Map.of(0, new Position(new UUID(0, 1), next, null));
      store.writer().write(new Batch("t", events, List.of(), before, after));
    }
  }

  private static EventFilter where(String pointer, String value) {
    return new EventFilter(
        List.of(), List.of(), null, null, List.of(new EventFilter.FieldIs(pointer, value)), null);
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(DuckDbStore.FILE));
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
