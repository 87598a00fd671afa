package io.eventmill.store.duckdb;

import io.eventmill.store.ReferenceTables;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Reference tables as cells of one table, so that nobody has to declare columns. Small next to the
 * events; each change is one transaction.
 */
final class DuckDbTables implements ReferenceTables {
  private static final int KEYS_PER_QUESTION = 1_000;

  private final Database database;
  private final Readers readers;

  DuckDbTables(Database database, Readers readers) {
    this.database = database;
    this.readers = readers;
  }

  @Override
  public synchronized void put(String table, String key, List<Map<String, String>> rows) {
    Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      String value = row.get(key);
      if (value == null) {
        throw new IllegalArgumentException(
            "a row for table " + table + " has no '" + key + "', which names it: " + row);
      }
      byKey.computeIfAbsent(value, k -> new LinkedHashMap<>()).putAll(row);
    }
    try (DuckDBConnection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE cells_in AS FROM reference_cells LIMIT 0");
      try (DuckDBAppender in = connection.createAppender("temp", "main", "cells_in")) {
        for (Map.Entry<String, Map<String, String>> row : byKey.entrySet()) {
          append(in, table, key, row.getKey(), row.getValue());
        }
      }
      statement.execute(
          """
          INSERT INTO reference_cells SELECT * FROM temp.cells_in
          ON CONFLICT DO UPDATE SET value = excluded.value
          """);
    } catch (SQLException e) {
      throw Database.unavailable("cannot write table " + table, e);
    }
  }

  private static void append(
      DuckDBAppender in, String table, String key, String name, Map<String, String> row)
      throws SQLException {
    for (Map.Entry<String, String> column : row.entrySet()) {
      in.beginRow().append(table).append(key).append(name).append(column.getKey());
      if (column.getValue() == null) {
        in.appendNull().endRow();
      } else {
        in.append(column.getValue()).endRow();
      }
    }
  }

  private record Cell(String key, String column, String value) {}

  @Override
  public Map<String, Map<String, String>> find(
      String table, String key, Collection<String> columns, Collection<String> keys) {
    Map<String, Map<String, String>> found = new HashMap<>();
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_PER_QUESTION) {
      List<String> some = all.subList(from, Math.min(all.size(), from + KEYS_PER_QUESTION));
      Sql sql =
          new Sql()
              .add("SELECT row_key, column_name, value FROM reference_cells WHERE table_name = ")
              .bind(table)
              .add(" AND key_column = ")
              .bind(key)
              .add(" AND row_key IN (");
      for (int i = 0; i < some.size(); i++) {
        sql.add(i == 0 ? "" : ", ").bind(some.get(i));
      }
      sql.add(")");
      List<Cell> cells =
          readers.list(
              catalog -> sql,
              row -> new Cell(row.getString(1), row.getString(2), row.getString(3)));
      for (Cell cell : cells) {
        Map<String, String> row = found.computeIfAbsent(cell.key(), k -> new HashMap<>());
        if (columns.contains(cell.column())) {
          row.put(cell.column(), cell.value());
        }
      }
    }
    return found;
  }

  @Override
  public long count(String table) {
    Sql sql =
        new Sql()
            .add("SELECT count(DISTINCT (key_column, row_key)) FROM reference_cells")
            .add(" WHERE table_name = ")
            .bind(table);
    return readers.list(catalog -> sql, row -> row.getLong(1)).get(0);
  }
}
