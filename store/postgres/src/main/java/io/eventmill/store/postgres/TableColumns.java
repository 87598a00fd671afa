package io.eventmill.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a table that can be written.
 *
 * @param types by column, as PostgreSQL calls them
 * @param key those of the primary key
 */
record TableColumns(TableName table, Map<String, String> types, List<String> key) {
  /**
   * @throws SQLException when there is no such table, or it has no primary key
   */
  static TableColumns of(Connection connection, TableName table) throws SQLException {
    TableColumns columns = find(connection, table);
    if (columns == null) {
      throw new SQLException("there is no table " + table, "42P01");
    }
    if (columns.key().isEmpty()) {
      throw new SQLException(
          "table " + table + " has no primary key, so no row of it can be replaced", "42P10");
    }
    return columns;
  }

  /** Null when there is no such table, or this user may not see it. */
  static TableColumns find(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT a.attname, format_type(a.atttypid, NULL), coalesce(a.attnum = ANY(i.indkey), false)
            FROM pg_class t
            JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid
            LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
            WHERE n.nspname = ? AND t.relname = ? AND t.relkind IN ('r', 'p', 'v', 'f', 'm')
              AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              AND a.attidentity <> 'a'
            ORDER BY a.attnum
            """)) {
      select.setString(1, table.schema());
      select.setString(2, table.table());
      Map<String, String> types = new LinkedHashMap<>();
      List<String> key = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          types.put(row.getString(1), row.getString(2));
          if (row.getBoolean(3)) {
            key.add(row.getString(1));
          }
        }
      }
      return types.isEmpty() ? null : new TableColumns(table, types, key);
    }
  }

  Set<String> names() {
    return types.keySet();
  }

  /** Takes rows as one JSON array; of these columns, replacing by this key. */
  String upsert(List<String> columns, List<String> by) {
    String list = list(columns);
    String changes =
        columns.stream()
            .filter(c -> !by.contains(c))
            .map(c -> TableName.quote(c) + " = excluded." + TableName.quote(c))
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table.sql()
        + " ("
        + list
        + ") SELECT "
        + list
        + " FROM jsonb_populate_recordset(NULL::"
        + table.sql()
        + ", ?::jsonb) ON CONFLICT ("
        + list(by)
        + ") DO "
        + (changes.isEmpty() ? "NOTHING" : "UPDATE SET " + changes);
  }

  /** Changes the rows that are there; takes rows as {@link #upsert} does. */
  String update(List<String> columns, String by) {
    String changes =
        columns.stream()
            .filter(c -> !c.equals(by))
            .map(c -> TableName.quote(c) + " = r." + TableName.quote(c))
            .collect(Collectors.joining(", "));
    String key = TableName.quote(by);
    return changes.isEmpty()
        ? null
        : "UPDATE %s AS t SET %s FROM jsonb_populate_recordset(NULL::%s, ?::jsonb) AS r WHERE t.%s = r.%s"
            .formatted(table.sql(), changes, table.sql(), key, key);
  }

  /** Removes rows by their key; takes rows as {@link #upsert} does, and looks at nothing else. */
  String delete() {
    String fields =
        key.stream()
            .map(c -> "'" + c.replace("'", "''") + "', o -> '" + c.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    String same =
        key.stream()
            .map(c -> "t." + TableName.quote(c) + " = r." + TableName.quote(c))
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %1$s AS t USING jsonb_array_elements(?::jsonb) AS o, LATERAL jsonb_populate_record(NULL::%1$s, jsonb_build_object(%2$s)) AS r WHERE %3$s"
        .formatted(table.sql(), fields, same);
  }

  /** Adds the rows that are not there. */
  String insertMissing(List<String> columns, String by) {
    String key = TableName.quote(by);
    String missing =
        " AS r WHERE NOT EXISTS (SELECT FROM " + table.sql() + " t WHERE t." + key + " = r." + key;
    return upsert(columns, List.of(by)).replace("?::jsonb) ON", "?::jsonb)" + missing + ") ON");
  }

  private static String list(List<String> columns) {
    return columns.stream().map(TableName::quote).collect(Collectors.joining(", "));
  }
}
