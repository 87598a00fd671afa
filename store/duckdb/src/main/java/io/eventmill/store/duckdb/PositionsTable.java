package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** How far each topic has been taken, moved in the transaction that writes its rows. */
final class PositionsTable implements AutoCloseable {
  static final String COLUMNS =
      "topic_partition, topic_id_high, topic_id_low, next_offset, origin_topic_high,"
          + " origin_topic_low, origin_partition, origin_offset";

  private final PreparedStatement select;
  private final PreparedStatement upsert;

  PositionsTable(DuckDBConnection connection) throws SQLException {
    select =
        connection.prepareStatement(
            """
            SELECT %s FROM positions WHERE topic = ?
            """
                .formatted(COLUMNS));
    upsert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  Map<Integer, Position> read(String topic) throws SQLException {
    select.setString(1, topic);
    Map<Integer, Position> positions = new HashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        positions.put(rows.getInt(1), position(rows, 2));
      }
    }
    return positions;
  }

  /** The position in a row whose columns stand from {@code first} on. */
  static Position position(ResultSet row, int first) throws SQLException {
    long high = row.getLong(first + 3);
    Origin origin =
        row.wasNull()
            ? null
            : new Origin(
                high, row.getLong(first + 4), row.getInt(first + 5), row.getLong(first + 6));
    UUID topicId = new UUID(row.getLong(first), row.getLong(first + 1));
    return new Position(topicId, row.getLong(first + 2), origin);
  }

  /** Refuses a batch that does not go on from where the store stands. */
  void expect(Batch batch) throws SQLException {
    Map<Integer, Position> now = read(batch.topic());
    for (int partition : batch.positions().keySet()) {
      Position expected = batch.before().get(partition);
      Position found = now.get(partition);
      if (!Objects.equals(expected, found)) {
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

  void move(Batch batch) throws SQLException {
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

  @Override
  public void close() throws SQLException {
    try (upsert) {
      select.close();
    }
  }
}
