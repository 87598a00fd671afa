package io.eventmill.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What rows can be looked up in: a table, or a query as one.
 *
 * @param name as it was asked for
 * @param sql as part of a statement
 * @param types by column, as PostgreSQL calls them
 */
record Rows(String name, String sql, Map<String, String> types) {
  private static final Pattern QUERY = Pattern.compile("(?is)\\s*(select|with)\\s.*");

  /** Null when there is no such table, or this user may not see it. */
  static Rows of(Connection connection, String from) throws SQLException {
    if (QUERY.matcher(from).matches()) {
      String sql = "(" + from.strip().replaceAll(";+$", "") + "\n)";
      return new Rows("the query", sql, types(connection, sql));
    }
    TableColumns table = TableColumns.find(connection, TableName.parse(from));
    return table == null
        ? null
        : new Rows("table " + table.table(), table.table().sql(), table.types());
  }

  private static Map<String, String> types(Connection connection, String query)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM " + query + " AS q LIMIT 0")) {
      ResultSetMetaData columns = select.getMetaData();
      Map<String, String> types = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.put(columns.getColumnLabel(i), type(columns.getColumnTypeName(i)));
      }
      return types;
    }
  }

  /** The driver's name for a column that counts by itself is none of a type. */
  private static String type(String name) {
    return switch (name) {
      case "smallserial" -> "smallint";
      case "serial" -> "integer";
      case "bigserial" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double precision";
      default -> name;
    };
  }

  void known(String column) {
    if (!types.containsKey(column)) {
      throw new IllegalArgumentException(
          name + " has no column '" + column + "'; it has " + String.join(", ", types.keySet()));
    }
  }
}
