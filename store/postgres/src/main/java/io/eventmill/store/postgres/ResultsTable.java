package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import io.eventmill.store.RowStates.Key;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            INSERT INTO results (result, version, id, time_micros, json)
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

  /** The states that rows have now. */
  static Map<Key, ResultRow> stored(Connection connection, Collection<ResultRow> rows)
      throws SQLException {
    List<ResultRow> possible = rows.stream().filter(r -> r.id().indexOf('\0') < 0).toList();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT result, version, id, time_micros, json
            FROM results JOIN unnest(?, ?, ?) AS k (result, version, id)
            USING (result, version, id)
            """)) {
      select.setArray(1, connection.createArrayOf("text", texts(possible, ResultRow::result)));
      select.setArray(2, connection.createArrayOf("text", texts(possible, ResultRow::version)));
      select.setArray(3, connection.createArrayOf("text", texts(possible, ResultRow::id)));
      Map<Key, ResultRow> found = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ResultRow one =
              new ResultRow(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getString(5).getBytes(UTF_8));
          found.put(Key.of(one), one);
        }
      }
      return found;
    }
  }

  private interface Text {
    String of(ResultRow row);
  }

  private static String[] texts(Collection<ResultRow> rows, Text text) {
    return rows.stream().map(text::of).toArray(String[]::new);
  }
}
