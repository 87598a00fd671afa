package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the tables as records. */
final class EventRows {
  static final String ORIGIN =
      "origin_topic_high, origin_topic_low, origin_partition, origin_offset";
  static final String EVENT =
      ORIGIN + ", id, source, type, epoch_us(time), epoch_ms(received), epoch_ms(stored), json";
  static final String FAILURE =
      ORIGIN
          + ", id, source, stage, reason, message, pointer, schema, epoch_ms(received), attempts,"
          + " body, epoch_ms(stored)";

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

  static StoredFailure failure(ResultSet row) throws SQLException {
    FailedEvent failed =
        new FailedEvent(
            origin(row),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            Reason.valueOf(row.getString(8)),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getLong(12),
            row.getInt(13),
            row.getBytes(14));
    return new StoredFailure(failed, row.getLong(15));
  }

  private static Origin origin(ResultSet row) throws SQLException {
    return new Origin(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4));
  }
}
