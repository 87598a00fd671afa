package io.eventmill.store.duckdb;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The failed events, with their bytes as they came. */
final class FailedTable {
  private FailedTable() {}

  static void append(DuckDBConnection connection, List<FailedEvent> failed, long storedMicros)
      throws SQLException {
    if (failed.isEmpty()) {
      return;
    }
    try (DuckDBAppender rows = connection.createAppender("failed")) {
      for (FailedEvent event : failed) {
        Origin origin = event.origin();
        rows.beginRow().append(event.id()).append(event.source()).append(event.stage());
        rows.append(event.reason().name()).append(event.message());
        rows.append(event.pointer()).append(event.schema());
        rows.appendEpochMicros(Micros.ofMillis(event.receivedMillis()));
        rows.appendEpochMicros(storedMicros).append(event.attempts());
        rows.append(origin.topicIdHigh()).append(origin.topicIdLow());
        rows.append(origin.partition()).append(origin.offset());
        rows.append(event.body()).append(event.sender().key());
        rows.append(event.sender().ip()).append(event.sender().userAgent()).endRow();
      }
    }
  }
}
