package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Purged;
import io.eventmill.store.Purger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Removes old rows of results, in the same transaction from the table of its own that a result has,
 * and what was refused of them. There are no events here. PostgreSQL's own vacuum frees the room.
 * Safe for threads.
 */
final class PostgresPurger implements Purger {
  private final Connections connections;
  private final Map<String, String> tables;

  PostgresPurger(Connections connections, Map<String, String> tables) {
    this.connections = connections;
    this.tables = tables;
  }

  @Override
  public Purged events(String source, long beforeMillis, int rowsMax) {
    return Purged.NOTHING;
  }

  @Override
  public Purged results(String result, long beforeMicros, int rowsMax) {
    return connections.transaction(
        "old rows of " + result + " cannot be removed",
        connection -> {
          List<ResultRow> gone = delete(connection, result, beforeMicros, rowsMax);
          String own = tables.get(result);
          if (own != null) {
            new OwnTable(TableName.parse(own)).delete(connection, gone);
          }
          long refused = RefusedRows.delete(connection, result, beforeMicros, rowsMax);
          return new Purged(gone.size(), gone.size() < rowsMax && refused < rowsMax);
        });
  }

  private static List<ResultRow> delete(
      Connection connection, String result, long beforeMicros, int rowsMax) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM results WHERE (result, version, id) IN (
              SELECT result, version, id FROM results
              WHERE result = ? AND time_micros < ? LIMIT ?)
            RETURNING version, id, time_micros, json
            """)) {
      delete.setString(1, result);
      delete.setLong(2, beforeMicros);
      delete.setInt(3, rowsMax);
      List<ResultRow> gone = new ArrayList<>();
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          byte[] json = row.getString(4).getBytes(UTF_8);
          gone.add(new ResultRow(result, row.getString(1), row.getString(2), row.getLong(3), json));
        }
      }
      return gone;
    }
  }
}
