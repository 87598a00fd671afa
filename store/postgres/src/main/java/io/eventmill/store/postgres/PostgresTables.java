package io.eventmill.store.postgres;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.FieldText;
import io.eventmill.store.ReferenceTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reference tables that are tables of the database, the shop's own among them. Safe for threads.
 */
final class PostgresTables implements ReferenceTables {
  private final Connections connections;

  PostgresTables(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void put(String table, String key, List<Map<String, String>> rows) {
    TableName name = TableName.parse(table);
    Map<String, Map<String, String>> newest = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      String value = row.get(key);
      if (value == null) {
        throw new IllegalArgumentException(
            "a row for " + table + " has no value for '" + key + "'");
      }
      newest.merge(value, row, PostgresTables::together);
    }
    if (newest.isEmpty()) {
      return;
    }
    try {
      connections.inTransaction(c -> put(c, name, key, newest.values()));
    } catch (SQLException e) {
      if (SqlTrouble.isOfRow(e) || SqlTrouble.state(e).equals("42P10")) {
        throw new IllegalArgumentException(
            "table " + table + " cannot take the rows: " + SqlTrouble.reason(e), e);
      }
      throw SqlTrouble.unavailable("rows for " + table + " cannot be written", e);
    }
  }

  private static Map<String, String> together(Map<String, String> first, Map<String, String> then) {
    Map<String, String> both = new HashMap<>(first);
    both.putAll(then);
    return both;
  }

  private static Void put(
      Connection connection, TableName name, String key, Collection<Map<String, String>> rows)
      throws SQLException {
    TableColumns table = TableColumns.find(connection, name);
    if (table == null) {
      throw new IllegalArgumentException("there is no table " + name + " in the database");
    }
    Map<List<String>, List<Map<String, String>>> alike = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      List<String> columns = row.keySet().stream().sorted().toList();
      alike.computeIfAbsent(columns, c -> new ArrayList<>()).add(row);
    }
    for (Map.Entry<List<String>, List<Map<String, String>>> some : alike.entrySet()) {
      for (String column : some.getKey()) {
        known(table, column);
      }
      // The two by themselves: an insert is refused for a column that may not be empty even where
      // it would only have changed another one.
      String json = json(some.getValue());
      execute(connection, table.update(some.getKey(), key), json);
      execute(connection, table.insertMissing(some.getKey(), key), json);
    }
    return null;
  }

  private static void execute(Connection connection, String sql, String json) throws SQLException {
    if (sql != null) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, json);
        statement.executeUpdate();
      }
    }
  }

  private static void known(TableColumns table, String column) {
    if (!table.names().contains(column)) {
      throw new IllegalArgumentException(
          "table "
              + table.table()
              + " has no column '"
              + column
              + "'; it has "
              + String.join(", ", table.names()));
    }
  }

  private static String json(List<Map<String, String>> rows) {
    return rows.stream()
        .map(
            row ->
                row.entrySet().stream()
                    .map(e -> JsonStrings.quote(e.getKey()) + ":" + jsonText(e.getValue()))
                    .collect(Collectors.joining(",", "{", "}")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String jsonText(String value) {
    return value == null ? "null" : JsonStrings.quote(value);
  }

  @Override
  public Map<String, Map<String, String>> find(
      String table, String key, Collection<String> columns, Collection<String> keys) {
    List<String> asked =
        keys.stream().filter(k -> k.indexOf('\0') < 0).distinct().toList(); // which no text has
    return connections.transaction(
        "rows of " + table + " cannot be looked up",
        connection -> {
          Rows found = Rows.of(connection, table);
          Map<String, Map<String, String>> rows = new HashMap<>();
          if (found == null || asked.isEmpty()) {
            return rows;
          }
          found.known(key);
          columns.forEach(found::known);
          find(connection, new Lookup(found, key, List.copyOf(columns)), asked, rows);
          return rows;
        });
  }

  private record Lookup(Rows of, String key, List<String> columns) {
    String sql() {
      String taken =
          columns.stream()
              .map(c -> ", t." + TableName.quote(c) + "::text")
              .collect(Collectors.joining());
      return "SELECT k.key"
          + taken
          + " FROM unnest(?) AS k(key) JOIN "
          + of.sql()
          + " AS t ON t."
          + TableName.quote(key)
          + " = k.key::"
          + of.types().get(key);
    }
  }

  /** A key that cannot be one of the column's, such as a word for a number, has no row. */
  private static void find(
      Connection connection,
      Lookup lookup,
      List<String> keys,
      Map<String, Map<String, String>> rows)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement select = connection.prepareStatement(lookup.sql())) {
      select.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Map<String, String> values = new HashMap<>();
          for (int i = 0; i < lookup.columns().size(); i++) {
            String column = lookup.columns().get(i);
            values.put(column, text(row.getString(i + 2), lookup.of().types().get(column)));
          }
          rows.put(row.getString(1), values);
        }
      }
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!SqlTrouble.isOfRow(e)) {
        throw e;
      }
      connection.rollback(before);
      if (keys.size() > 1) {
        int half = keys.size() / 2;
        find(connection, lookup, keys.subList(0, half), rows);
        find(connection, lookup, keys.subList(half, keys.size()), rows);
      }
    }
  }

  private static String text(String value, String type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case "numeric", "real", "double precision" -> {
        String number = FieldText.numberIn(value);
        yield number == null ? value : number;
      }
      default -> value;
    };
  }

  @Override
  public long count(String table) {
    TableName name = TableName.parse(table);
    return connections.use(
        "rows of " + table + " cannot be counted",
        connection ->
            TableColumns.find(connection, name) == null
                ? 0
                : new Sql("SELECT count(*) FROM " + name.sql())
                    .list(connection, row -> row.getLong(1))
                    .get(0));
  }
}
