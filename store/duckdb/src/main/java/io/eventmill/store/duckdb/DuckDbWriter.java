package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** One transaction per batch, one batch at a time. */
final class DuckDbWriter implements EventWriter {
  private final DuckDBConnection connection;
  private final Clock clock;

  DuckDbWriter(DuckDBConnection connection, Clock clock) throws SQLException {
    this.connection = connection;
    this.clock = clock;
    connection.setAutoCommit(false);
  }

  @Override
  public synchronized Map<Integer, Position> positions(String topic) {
    try {
      Map<Integer, Position> positions = readPositions(topic);
      connection.commit();
      return positions;
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private Map<Integer, Position> readPositions(String topic) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT topic_partition, topic_id_high, topic_id_low, next_offset, origin_topic_high,
              origin_topic_low, origin_partition, origin_offset
            FROM positions WHERE topic = ?
            """)) {
      select.setString(1, topic);
      Map<Integer, Position> positions = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long high = rows.getLong(5);
          Origin origin =
              rows.wasNull()
                  ? null
                  : new Origin(high, rows.getLong(6), rows.getInt(7), rows.getLong(8));
          UUID topicId = new UUID(rows.getLong(2), rows.getLong(3));
          positions.put(rows.getInt(1), new Position(topicId, rows.getLong(4), origin));
        }
      }
      return positions;
    }
  }

  @Override
  public synchronized void write(Batch batch) {
    try {
      expect(batch);
      append(batch);
      appendFailed(batch);
      move(batch);
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      throw unavailable(e);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void expect(Batch batch) throws SQLException {
    Map<Integer, Position> now = readPositions(batch.topic());
    for (int partition : batch.positions().keySet()) {
      Position expected = batch.before().get(partition);
      Position found = now.get(partition);
      if (!java.util.Objects.equals(expected, found)) {
        throw new PositionsMovedException(
            "store: "
                + batch.topic()
                + " partition "
                + partition
                + " stands at "
                + found
                + ", the batch goes on from "
                + expected);
      }
    }
  }

  private void append(Batch batch) throws SQLException {
    long stored = clock.millis() * 1000;
    try (DuckDBAppender rows = connection.createAppender("main", "events")) {
      for (Event event : batch.events()) {
        rows.beginRow().append(event.id()).append(event.source()).append(event.type());
        rows.appendEpochMicros(event.timeMicros());
        rows.appendEpochMicros(event.receivedMillis() * 1000).appendEpochMicros(stored);
        append(rows, event.origin());
        rows.append(new String(event.json(), StandardCharsets.UTF_8)).endRow();
      }
    }
  }

  private void appendFailed(Batch batch) throws SQLException {
    long stored = clock.millis() * 1000;
    try (DuckDBAppender rows = connection.createAppender("main", "failed")) {
      for (FailedEvent failed : batch.failed()) {
        rows.beginRow().append(failed.id()).append(failed.source()).append(failed.stage());
        rows.append(failed.reason().name()).append(failed.message());
        rows.append(failed.pointer()).append(failed.schema());
        rows.appendEpochMicros(failed.receivedMillis() * 1000).appendEpochMicros(stored);
        rows.append(failed.attempts());
        append(rows, failed.origin());
        rows.append(failed.body()).endRow();
      }
    }
  }

  private static void append(DuckDBAppender rows, Origin origin) throws SQLException {
    rows.append(origin.topicIdHigh()).append(origin.topicIdLow());
    rows.append(origin.partition()).append(origin.offset());
  }

  private void move(Batch batch) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Map.Entry<Integer, Position> moved : batch.positions().entrySet()) {
        Position position = moved.getValue();
        Origin origin = position.highestOrigin();
        upsert.setString(1, batch.topic());
        upsert.setInt(2, moved.getKey());
        upsert.setLong(3, position.topicId().getMostSignificantBits());
        upsert.setLong(4, position.topicId().getLeastSignificantBits());
        upsert.setLong(5, position.nextOffset());
        upsert.setObject(6, origin == null ? null : origin.topicIdHigh());
        upsert.setObject(7, origin == null ? null : origin.topicIdLow());
        upsert.setObject(8, origin == null ? null : origin.partition());
        upsert.setObject(9, origin == null ? null : origin.offset());
        upsert.execute();
      }
    }
  }

  private void rollback(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static StoreUnavailableException unavailable(SQLException e) {
    return new StoreUnavailableException("store: cannot write: " + e.getMessage(), e);
  }

  synchronized void close() throws SQLException {
    connection.close();
  }
}
