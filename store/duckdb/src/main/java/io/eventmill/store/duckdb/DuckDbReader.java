package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.StoredEvent;
import io.eventmill.store.StoredFailure;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Answers out of the events table. */
final class DuckDbReader implements EventReader {
  private static final String ORIGIN =
      "origin_topic_high, origin_topic_low, origin_partition, origin_offset";
  private static final String EVENT =
      "SELECT "
          + ORIGIN
          + ", id, source, type, epoch_us(time), epoch_ms(received), epoch_ms(stored), json"
          + " FROM events";

  private final Readers readers;

  DuckDbReader(Readers readers) {
    this.readers = readers;
  }

  @Override
  public EventPage find(EventQuery query) {
    Where where = Where.of(query.filter()).behind(query.after(), query.oldestFirst());
    String direction = query.oldestFirst() ? "" : " DESC";
    String order = " ORDER BY time" + direction + ", " + ORIGIN.replace(",", direction + ",");
    String sql = EVENT + where + order + direction + " LIMIT " + (query.limit() + 1L);
    List<StoredEvent> events = list(where, sql, DuckDbReader::event);
    if (events.size() <= query.limit()) {
      return new EventPage(events, null);
    }
    events = events.subList(0, query.limit());
    Event last = events.get(query.limit() - 1).event();
    return new EventPage(events, new Cursor(last.timeMicros(), last.origin()));
  }

  @Override
  public long count(EventFilter filter) {
    Where where = Where.of(filter);
    return list(where, "SELECT count(*) FROM events" + where, row -> row.getLong(1)).get(0);
  }

  @Override
  public List<HistogramBucket> histogram(HistogramQuery query) {
    Where where = Where.of(query.filter());
    String by = query.by() == null ? "NULL::VARCHAR" : Fields.text(query.by());
    long width = query.intervalMicros();
    String sql =
        "SELECT epoch_us(time) - ((epoch_us(time) % "
            + width
            + ") + "
            + width
            + ") % "
            + width
            + " AS bucket, "
            + by
            + " AS series, count(*) FROM events"
            + where
            + " GROUP BY bucket, series ORDER BY bucket, series";
    return list(
        where, sql, row -> new HistogramBucket(row.getLong(1), row.getString(2), row.getLong(3)));
  }

  @Override
  public List<ValueCount> top(TopQuery query) {
    Where where = Where.of(query.filter());
    String sql =
        "SELECT * FROM (SELECT "
            + Fields.text(query.field())
            + " AS value, count(*) AS n FROM events"
            + where
            + " GROUP BY value) WHERE value IS NOT NULL ORDER BY n DESC, value LIMIT "
            + query.limit();
    return list(where, sql, row -> new ValueCount(row.getString(1), row.getLong(2)));
  }

  @Override
  public StoredEvent byId(String id) {
    String sql = EVENT + " WHERE id = ? ORDER BY received, " + ORIGIN + " LIMIT 1";
    return readers.answer(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? event(rows) : null;
            }
          }
        });
  }

  @Override
  public List<String> fields(int limit) {
    String sql =
        "SELECT '/' || name, count(*) AS n FROM (SELECT unnest(json_keys(json)) AS name FROM"
            + " events) GROUP BY name ORDER BY n DESC, name LIMIT "
            + limit;
    return list(Where.of(EventFilter.ALL), sql, row -> row.getString(1));
  }

  @Override
  public List<StoredFailure> failed(int limit) {
    String sql =
        "SELECT "
            + ORIGIN
            + ", id, source, stage, reason, message, pointer, schema, epoch_ms(received), attempts,"
            + " body, epoch_ms(stored) FROM failed ORDER BY received DESC, origin_offset DESC LIMIT "
            + limit;
    return list(Where.of(EventFilter.ALL), sql, DuckDbReader::failure);
  }

  @Override
  public long countFailed() {
    Where all = Where.of(EventFilter.ALL);
    return list(all, "SELECT count(*) FROM failed", row -> row.getLong(1)).get(0);
  }

  /** Makes a record of a row. */
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(Where where, String sql, RowReader<T> reader) {
    return readers.answer(
        connection -> {
          try (PreparedStatement select = where.prepare(connection, sql)) {
            select.setQueryTimeout(readers.timeoutSeconds());
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                found.add(reader.read(rows));
              }
            }
            return found;
          }
        });
  }

  private static Origin origin(ResultSet row) throws SQLException {
    return new Origin(row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4));
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
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

  private static StoredFailure failure(ResultSet row) throws SQLException {
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
}
