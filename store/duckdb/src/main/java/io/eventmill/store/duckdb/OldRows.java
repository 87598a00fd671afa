package io.eventmill.store.duckdb;

import io.eventmill.store.Purged;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/**
 * Removes rows that are too old, so many at once, in the transaction of whoever calls. The room
 * they took is free for new rows after the next checkpoint; the file itself does not shrink.
 */
final class OldRows {
  private static final long MINUTE_MILLIS = 60_000;

  private final DuckDBConnection connection;

  OldRows(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** The mark goes first, so that the ledger never misses what a step has left out yet. */
  Purged removeEvents(String source, long beforeMillis, int rowsMax) throws SQLException {
    long minute = Math.floorDiv(beforeMillis, MINUTE_MILLIS);
    try (PreparedStatement mark =
        connection.prepareStatement(
            """
            INSERT INTO kept_since VALUES (?, ?)
            ON CONFLICT DO UPDATE SET minute = excluded.minute
            WHERE kept_since.minute < excluded.minute
            """)) {
      mark.setString(1, source);
      mark.setLong(2, minute);
      mark.execute();
    }
    long micros = Micros.ofMillis(minute * MINUTE_MILLIS);
    long left = rowsMax;
    for (String table : List.of("events", "failed", "dropped")) {
      left -= delete(table, "received < make_timestamp(?)", source, micros, left);
    }
    long rows = rowsMax - left;
    left -= delete("accepted", "minute < ?", source, minute, left);
    if (left > 0) {
      removeReplays(micros);
    }
    return new Purged(rows, left > 0);
  }

  private long delete(String table, String old, String source, long before, long most)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %1$s WHERE rowid IN (SELECT rowid FROM %1$s WHERE source = ? AND %2$s LIMIT ?)"
                .formatted(table, old))) {
      delete.setString(1, source);
      delete.setLong(2, before);
      delete.setLong(3, most);
      return delete.executeUpdate();
    }
  }

  /** Marks of failed events that are gone. Younger ones may still wait for theirs. */
  private void removeReplays(long micros) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM replays WHERE marked < make_timestamp(?) AND NOT EXISTS (
              FROM failed f WHERE f.origin_offset = replays.origin_offset
                AND f.origin_partition = replays.origin_partition
                AND f.origin_topic_low = replays.origin_topic_low
                AND f.origin_topic_high = replays.origin_topic_high)
            """)) {
      delete.setLong(1, micros);
      delete.execute();
    }
  }

  /**
   * @param gone told of each window that is removed
   */
  Purged removeResults(String result, long beforeMicros, int rowsMax, Consumer<WindowChange> gone)
      throws SQLException {
    long rows = 0;
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM results WHERE rowid IN (
              SELECT rowid FROM results WHERE result = ? AND time < make_timestamp(?) LIMIT ?)
            RETURNING result, version, grouping, epoch_us(time), count
            """)) {
      delete.setString(1, result);
      delete.setLong(2, Micros.storable(beforeMicros));
      delete.setInt(3, rowsMax);
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          rows++;
          if (row.getString(3) != null) {
            gone.accept(ResultsTable.change(row));
          }
        }
      }
    }
    return new Purged(rows, rows < rowsMax);
  }
}
