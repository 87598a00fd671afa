package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the tables as records. */
final class EventRows {
  static final String ORIGIN =
      "origin_topic_high, origin_topic_low, origin_partition, origin_offset";
  static final String EVENT =
      ORIGIN + ", id, source, type, epoch_us(time), epoch_ms(received), epoch_ms(stored), json";

  private EventRows() {}

  static StoredEvent event(ResultSet row) throws SQLException {
    byte[] json = row.getString(11).getBytes(StandardCharsets.UTF_8);
    Event event =
        new Event(
            origin(row),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getLong(8),
            row.getLong(9),
            json);
    return new StoredEvent(event, row.getLong(10));
  }

  static Origin origin(ResultSet row) throws SQLException {
    return new Origin(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4));
  }
}
