package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Rows that a table could not take: as bytes, which hold everything, with the reason. One line per
 * row and table, of the newest state that was refused.
 */
final class RefusedRows {
  static final String NAME = "eventmill.refused_rows";

  private RefusedRows() {}

  /** How many of them were removed. */
  static long delete(Connection connection, String result, long beforeMicros, int rowsMax)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM refused_rows WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM refused_rows
              WHERE result = ? AND time_micros < ? LIMIT ? FOR UPDATE))
            """)) {
      delete.setBytes(1, result.getBytes(UTF_8));
      delete.setLong(2, beforeMicros);
      delete.setInt(3, rowsMax);
      return delete.executeUpdate();
    }
  }

  static void insert(Connection connection, List<Refused> refused) throws SQLException {
    if (refused.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO refused_rows
              (table_name, result, version, id, time_micros, reason, json)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (table_name, md5(result), md5(version), md5(id)) DO UPDATE SET
              time_micros = excluded.time_micros, reason = excluded.reason,
              json = excluded.json, refused_at = now()
            """)) {
      for (Refused one : refused) {
        insert.setString(1, one.table());
        insert.setBytes(2, one.row().result().getBytes(UTF_8));
        insert.setBytes(3, one.row().version().getBytes(UTF_8));
        insert.setBytes(4, one.row().id().getBytes(UTF_8));
        insert.setLong(5, one.row().timeMicros());
        insert.setString(6, one.reason().replace('\0', '\ufffd'));
        insert.setBytes(7, one.row().json());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM refused_rows")) {
      row.next();
      return row.getLong(1);
    }
  }
}
