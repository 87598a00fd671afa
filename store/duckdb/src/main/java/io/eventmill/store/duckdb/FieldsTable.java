package io.eventmill.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Which column holds which field, kept beside the events and changed in their transaction. */
final class FieldsTable {
  private final DuckDBConnection connection;

  FieldsTable(DuckDBConnection connection) {
    this.connection = connection;
  }

  void load(KnownFields into) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, pointer, column_name, type, beyond_double FROM fields"
                    + " ORDER BY number")) {
      while (rows.next()) {
        ColumnType type = ColumnType.valueOf(rows.getString(4));
        into.load(
            new Column(
                rows.getInt(1), rows.getString(2), rows.getString(3), type, rows.getBoolean(5)));
      }
    }
  }

  /** Makes and widens the columns that the batch calls for, and counts its values. */
  void save(List<Column> used) throws SQLException {
    for (Column column : used) {
      if (column.isAdded()) {
        add(column);
      } else if (column.isChanged() || column.isNewlyBeyondDouble()) {
        change(column);
      }
    }
    count(used);
  }

  private void add(Column column) throws SQLException {
    if (column.name() != null) {
      execute("ADD COLUMN " + ColumnNames.quote(column.name()) + " " + column.type().sql());
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO fields VALUES (?, ?, ?, ?, ?, 0)")) {
      insert.setInt(1, column.number());
      insert.setString(2, column.pointer());
      insert.setString(3, column.name());
      insert.setString(4, column.type().name());
      insert.setBoolean(5, column.isBeyondDouble());
      insert.execute();
    }
  }

  private void change(Column column) throws SQLException {
    if (column.isChanged()) {
      execute("ALTER COLUMN " + ColumnNames.quote(column.name()) + " TYPE " + column.type().sql());
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE fields SET type = ?, beyond_double = ? WHERE number = ?")) {
      update.setString(1, column.type().name());
      update.setBoolean(2, column.isBeyondDouble());
      update.setInt(3, column.number());
      update.execute();
    }
  }

  private void execute(String change) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE events " + change);
    }
  }

  private void count(List<Column> used) throws SQLException {
    Object[] numbers = used.stream().map(Column::number).toArray();
    Object[] uses = used.stream().map(Column::uses).toArray();
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE fields SET uses = uses + batch.n
            FROM (SELECT unnest(?::INTEGER[]) AS number, unnest(?::BIGINT[]) AS n) AS batch
            WHERE fields.number = batch.number
            """)) {
      update.setArray(1, connection.createArrayOf("INTEGER", numbers));
      update.setArray(2, connection.createArrayOf("BIGINT", uses));
      update.execute();
    }
  }
}
