package io.eventmill.store.duckdb;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.Replay;
import io.eventmill.store.StoredFailure;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Failed events with their replays, as a statement and as records. */
final class FailedRows {
  /** Every failed event, with the newest replay of those that have one. */
  private static final String WITH_REPLAY =
      """
       FROM failed LEFT JOIN (
         SELECT origin_topic_high, origin_topic_low, origin_partition, origin_offset,
           arg_max(replay_topic_high, (marked, replay_offset)) AS replay_topic_high,
           arg_max(replay_topic_low, (marked, replay_offset)) AS replay_topic_low,
           arg_max(replay_partition, (marked, replay_offset)) AS replay_partition,
           arg_max(replay_offset, (marked, replay_offset)) AS replay_offset,
           max(marked) AS marked
         FROM replays GROUP BY ALL) r
       USING (origin_topic_high, origin_topic_low, origin_partition, origin_offset)
      """;

  private static final String COLUMNS =
      EventRows.ORIGIN
          + ", id, source, stage, reason, message, pointer, schema, epoch_ms(received), attempts,"
          + " body, epoch_ms(stored), key, ip, user_agent, r.replay_topic_high, r.replay_topic_low,"
          + " r.replay_partition, r.replay_offset, epoch_ms(r.marked)";

  private FailedRows() {}

  /** The rows; conditions and order may follow. */
  static Sql select() {
    return new Sql().add("SELECT " + COLUMNS + WITH_REPLAY);
  }

  /** Something else of the same rows. */
  static Sql select(String what) {
    return new Sql().add("SELECT " + what + WITH_REPLAY);
  }

  static Sql where(FailedFilter filter) {
    Sql sql = new Sql().add(" WHERE true");
    and(sql, "id = ", filter.id());
    and(sql, "source = ", filter.source());
    and(sql, "reason = ", filter.reason() == null ? null : filter.reason().name());
    and(sql, "epoch_ms(received) >= ", filter.fromMillis());
    and(sql, "epoch_ms(received) < ", filter.toMillis());
    if (filter.replayed() != null) {
      sql.add(filter.replayed() ? " AND r.marked IS NOT NULL" : " AND r.marked IS NULL");
    }
    return sql;
  }

  static Sql where(Origin origin) {
    Sql sql = new Sql().add(" WHERE true");
    and(sql, "origin_topic_high = ", origin.topicIdHigh());
    and(sql, "origin_topic_low = ", origin.topicIdLow());
    and(sql, "origin_partition = ", origin.partition());
    and(sql, "origin_offset = ", origin.offset());
    return sql;
  }

  private static void and(Sql sql, String condition, Object value) {
    if (value != null) {
      sql.add(" AND " + condition).bind(value);
    }
  }

  static StoredFailure read(ResultSet row) throws SQLException {
    Origin origin = EventRows.origin(row);
    FailedEvent failed =
        new FailedEvent(
            origin,
            row.getString(5),
            row.getString(6),
            row.getString(7),
            Reason.valueOf(row.getString(8)),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getLong(12),
            row.getInt(13),
            new Sender(row.getBytes(16), row.getBytes(17), row.getBytes(18)),
            row.getBytes(14));
    return new StoredFailure(failed, row.getLong(15), replay(row));
  }

  private static Replay replay(ResultSet row) throws SQLException {
    Origin at = new Origin(row.getLong(19), row.getLong(20), row.getInt(21), row.getLong(22));
    return row.wasNull() ? null : new Replay(at, row.getLong(23));
  }
}
