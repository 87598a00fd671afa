package io.eventmill.store.postgres;

import io.eventmill.event.Origin;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** How far topics have been taken. A batch moves on only what stands where it goes on from. */
final class PositionsTable {
  private static final String INSERT =
      """
      INSERT INTO positions
        (topic_id, next_offset, origin_topic, origin_partition, origin_offset,
         topic, topic_partition)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String UPDATE =
      """
      UPDATE positions SET topic_id = ?, next_offset = ?, origin_topic = ?,
        origin_partition = ?, origin_offset = ?
      WHERE topic = ? AND topic_partition = ? AND topic_id = ? AND next_offset = ?
        AND origin_topic IS NOT DISTINCT FROM ? AND origin_partition IS NOT DISTINCT FROM ?
        AND origin_offset IS NOT DISTINCT FROM ?
      """;

  private PositionsTable() {}

  static Map<Integer, Position> read(Connection connection, String topic) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT topic_partition, topic_id, next_offset, origin_topic, origin_partition,
              origin_offset
            FROM positions WHERE topic = ?
            """)) {
      select.setString(1, topic);
      Map<Integer, Position> positions = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID topicId = row.getObject(4, UUID.class);
          Origin origin =
              topicId == null
                  ? null
                  : new Origin(
                      topicId.getMostSignificantBits(),
                      topicId.getLeastSignificantBits(),
                      row.getInt(5),
                      row.getLong(6));
          positions.put(
              row.getInt(1), new Position(row.getObject(2, UUID.class), row.getLong(3), origin));
        }
      }
      return positions;
    }
  }

  /**
   * Locks what it moves until the transaction ends, so that a rival waits and then finds it moved.
   */
  static void move(Connection connection, Batch batch) throws SQLException {
    for (Map.Entry<Integer, Position> entry : new TreeMap<>(batch.positions()).entrySet()) {
      int partition = entry.getKey();
      Position before = batch.before().get(partition);
      try (PreparedStatement move = connection.prepareStatement(before == null ? INSERT : UPDATE)) {
        int next = bind(move, 1, entry.getValue());
        move.setString(next++, batch.topic());
        move.setInt(next++, partition);
        if (before != null) {
          bind(move, next, before);
        }
        if (move.executeUpdate() != 1) {
          throw new PositionsMovedException(
              "postgres: partition "
                  + partition
                  + " of "
                  + batch.topic()
                  + " does not stand at "
                  + (before == null ? "its beginning" : "offset " + before.nextOffset())
                  + " any more; somebody else has written it");
        }
      }
    }
  }

  private static int bind(PreparedStatement statement, int from, Position position)
      throws SQLException {
    Origin origin = position.highestOrigin();
    int next = from;
    statement.setObject(next++, position.topicId());
    statement.setLong(next++, position.nextOffset());
    if (origin == null) {
      statement.setNull(next++, Types.OTHER, "uuid");
      statement.setNull(next++, Types.INTEGER);
      statement.setNull(next++, Types.BIGINT);
    } else {
      statement.setObject(next++, new UUID(origin.topicIdHigh(), origin.topicIdLow()));
      statement.setInt(next++, origin.partition());
      statement.setLong(next++, origin.offset());
    }
    return next;
  }
}
