package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result in a table of its own, for people who ask it with SQL: a row's fields go to the columns
 * of their names, and the row of the same primary key is replaced. Fields without a column are left
 * out, columns without a field stay as they are. The table may be anybody's, so its columns are
 * looked up for each batch.
 */
final class OwnTable {
  private static final String VERSION = "version";

  private final TableName name;

  OwnTable(TableName name) {
    this.name = name;
  }

  void write(Connection connection, List<ResultRow> rows, List<Refused> refused)
      throws SQLException {
    TableColumns columns = TableColumns.of(connection, name);
    for (Map.Entry<List<String>, List<ResultRow>> alike :
        alike(rows, columns, refused).entrySet()) {
      String sql = columns.upsert(alike.getKey(), columns.key());
      Halving.write(
          connection,
          name.toString(),
          alike.getValue(),
          (c, some) -> insert(c, sql, some),
          refused);
    }
  }

  /** Removes the rows that these were written as. One that never came in is not missed. */
  void delete(Connection connection, List<ResultRow> rows) throws SQLException {
    TableColumns columns = TableColumns.of(connection, name);
    List<ResultRow> known =
        rows.stream()
            .filter(
                row -> {
                  List<String> fields = RowFields.names(row.json());
                  return fields != null && fields.containsAll(columns.key());
                })
            .toList();
    String sql = columns.delete();
    Halving.write(
        connection, name.toString(), known, (c, some) -> insert(c, sql, some), new ArrayList<>());
  }

  /** Rows by the columns that they and the table share, so that each group is one statement. */
  private Map<List<String>, List<ResultRow>> alike(
      List<ResultRow> rows, TableColumns columns, List<Refused> refused) {
    Map<List<String>, List<ResultRow>> alike = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      List<String> shared = new ArrayList<>(columns.names());
      List<String> fields = RowFields.names(row.json());
      if (fields == null || !fields.containsAll(columns.key())) {
        String why =
            fields == null
                ? "the row is no JSON object"
                : "the row has no field for the primary key " + columns.key();
        refused.add(new Refused(name.toString(), row, why));
        continue;
      }
      shared.removeIf(c -> !fields.contains(c) && !c.equals(VERSION));
      alike.computeIfAbsent(shared, s -> new ArrayList<>()).add(row);
    }
    return alike;
  }

  private static void insert(Connection connection, String sql, List<ResultRow> rows)
      throws SQLException {
    StringBuilder json = new StringBuilder("[");
    for (ResultRow row : rows) {
      json.append(json.length() == 1 ? "" : ",");
      json.append(RowFields.withDefault(new String(row.json(), UTF_8), VERSION, row.version()));
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, json.append(']').toString());
      insert.executeUpdate();
    }
  }
}
