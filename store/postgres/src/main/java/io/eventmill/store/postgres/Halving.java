package io.eventmill.store.postgres;

import io.eventmill.event.ResultRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** Writes all rows but those that the table can never take; these are found by halving. */
final class Halving {
  private Halving() {}

  /** Writes rows, all or none. */
  interface Insert {
    void rows(Connection connection, List<ResultRow> rows) throws SQLException;
  }

  /**
   * @param refused gets the rows that were left out
   */
  static void write(
      Connection connection,
      String table,
      List<ResultRow> rows,
      Insert insert,
      List<Refused> refused)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try {
      insert.rows(connection, rows);
      connection.releaseSavepoint(before);
      return;
    } catch (SQLException e) {
      if (!SqlTrouble.isOfRow(e)) {
        throw e;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before);
      if (rows.size() == 1) {
        refused.add(new Refused(table, rows.get(0), SqlTrouble.reason(e)));
        return;
      }
    }
    int half = rows.size() / 2;
    write(connection, table, rows.subList(0, half), insert, refused);
    write(connection, table, rows.subList(half, rows.size()), insert, refused);
  }
}
