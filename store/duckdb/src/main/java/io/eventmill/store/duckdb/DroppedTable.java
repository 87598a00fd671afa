package io.eventmill.store.duckdb;

import io.eventmill.event.Dropped;
import io.eventmill.event.Origin;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A note of each event that goes to no result. */
final class DroppedTable {
  private DroppedTable() {}

  static void append(DuckDBConnection connection, List<Dropped> dropped, long storedMicros)
      throws SQLException {
    if (dropped.isEmpty()) {
      return;
    }
    try (DuckDBAppender rows = connection.createAppender("dropped")) {
      for (Dropped event : dropped) {
        Origin origin = event.origin();
        rows.beginRow().append(event.id()).append(event.source()).append(event.cause().text());
        rows.appendEpochMicros(Micros.ofMillis(event.receivedMillis()));
        rows.appendEpochMicros(storedMicros);
        rows.append(origin.topicIdHigh()).append(origin.topicIdLow());
        rows.append(origin.partition()).append(origin.offset()).endRow();
      }
    }
  }
}
