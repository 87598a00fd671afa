package io.eventmill.app.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database file of a server that has ended, read as any DuckDB client would. */
final class StoreFile implements AutoCloseable {
  private final Connection connection;

  private StoreFile(Connection connection) {
    this.connection = connection;
  }

  static StoreFile of(Path data) throws SQLException {
    return new StoreFile(
        DriverManager.getConnection("jdbc:duckdb:" + data.resolve("store/events.duckdb")));
  }

  /** Rows of texts, but for a blob, which is bytes. */
  List<Object[]> rows(String sql) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
          boolean blob = result.getMetaData().getColumnTypeName(i + 1).equals("BLOB");
          row[i] = blob ? result.getBytes(i + 1) : result.getString(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
