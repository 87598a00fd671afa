package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** All results' rows as they were written. */
final class ResultsTable {
  static final String NAME = "eventmill.results";

  private ResultsTable() {}

  /**
   * @param rows none twice
   */
  static void insert(Connection connection, List<ResultRow> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO eventmill.results (result, version, id, time_micros, json)
            SELECT * FROM unnest(?, ?, ?, ?, ?)
            ON CONFLICT (result, version, id) DO UPDATE SET
              time_micros = excluded.time_micros, json = excluded.json
            """)) {
      insert.setArray(1, connection.createArrayOf("text", texts(rows, ResultRow::result)));
      insert.setArray(2, connection.createArrayOf("text", texts(rows, ResultRow::version)));
      insert.setArray(3, connection.createArrayOf("text", texts(rows, ResultRow::id)));
      insert.setArray(
          4,
          connection.createArrayOf(
              "int8", rows.stream().map(ResultRow::timeMicros).toArray(Long[]::new)));
      insert.setArray(
          5, connection.createArrayOf("text", texts(rows, r -> new String(r.json(), UTF_8))));
      insert.executeUpdate();
    }
  }

  private interface Text {
    String of(ResultRow row);
  }

  private static String[] texts(List<ResultRow> rows, Text text) {
    return rows.stream().map(text::of).toArray(String[]::new);
  }
}
