package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.store.Accepted;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Which failed events stand on raw again. A table of its own, so that it does not matter which of
 * the two rows comes first, and no row is ever changed.
 */
final class ReplaysTable {
  private ReplaysTable() {}

  static void append(DuckDBConnection connection, List<Accepted> accepted, long storedMicros)
      throws SQLException {
    List<Accepted> replays = accepted.stream().filter(a -> a.replayOf() != null).toList();
    if (replays.isEmpty()) {
      return;
    }
    try (DuckDBAppender rows = connection.createAppender("replays")) {
      for (Accepted replay : replays) {
        rows.beginRow();
        append(rows, replay.replayOf());
        append(rows, replay.origin());
        rows.appendEpochMicros(storedMicros).endRow();
      }
    }
  }

  private static void append(DuckDBAppender rows, Origin origin) throws SQLException {
    rows.append(origin.topicIdHigh()).append(origin.topicIdLow());
    rows.append(origin.partition()).append(origin.offset());
  }
}
