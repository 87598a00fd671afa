package io.eventmill.store.duckdb;

import io.eventmill.event.Origin;
import io.eventmill.store.Accepted;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** How many raw records were accepted, by source, minute and partition: one row each, added to. */
final class AcceptedTable implements AutoCloseable {
  private static final long MINUTE_MILLIS = 60_000;

  private final DuckDBConnection connection;
  private final PreparedStatement add;
  private final PreparedStatement clear;

  /**
   * The cells come in by way of a table of this connection: a statement for each would take memory
   * by the megabyte until the commit, and a batch may hold a year's minutes.
   */
  AcceptedTable(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMP TABLE accepted_in (source VARCHAR, minute BIGINT, topic_high BIGINT,
            topic_low BIGINT, topic_partition INTEGER, replays BOOLEAN, records BIGINT,
            offsets VARCHAR, squares VARCHAR, first_offset BIGINT, last_offset BIGINT)
          """);
    }
    add =
        connection.prepareStatement(
            """
            INSERT INTO accepted SELECT source, minute, topic_high, topic_low, topic_partition,
              replays, records, offsets::HUGEINT, squares::HUGEINT, first_offset, last_offset
            FROM temp.accepted_in
            ON CONFLICT DO UPDATE SET
              records = accepted.records + excluded.records,
              offsets = accepted.offsets + excluded.offsets,
              squares = accepted.squares + excluded.squares,
              first_offset = least(accepted.first_offset, excluded.first_offset),
              last_offset = greatest(accepted.last_offset, excluded.last_offset)
            """);
    clear = connection.prepareStatement("DELETE FROM temp.accepted_in");
  }

  private record Key(
      String source, long minute, long high, long low, int partition, boolean replays) {}

  private static final class Count {
    private long records;
    private BigInteger offsets = BigInteger.ZERO;
    private long offsetsSoFar;
    private final Sum128 squares = new Sum128();
    private long first = Long.MAX_VALUE;
    private long last;

    void add(long offset) {
      records++;
      if (offsetsSoFar > Long.MAX_VALUE / 2 - offset / 2) { // for offsets beyond any log's
        offsets = offsets.add(BigInteger.valueOf(offsetsSoFar));
        offsetsSoFar = 0;
      }
      offsetsSoFar += offset;
      squares.addSquare(offset);
      first = Math.min(first, offset);
      last = Math.max(last, offset);
    }

    BigInteger offsets() {
      return offsets.add(BigInteger.valueOf(offsetsSoFar));
    }
  }

  void add(List<Accepted> accepted) throws SQLException {
    if (accepted.isEmpty()) {
      return;
    }
    try (DuckDBAppender in = connection.createAppender("temp", "main", "accepted_in")) {
      for (Map.Entry<Key, Count> cell : count(accepted).entrySet()) {
        Key key = cell.getKey();
        Count count = cell.getValue();
        in.beginRow().append(key.source()).append(key.minute());
        in.append(key.high()).append(key.low()).append(key.partition()).append(key.replays());
        in.append(count.records).append(count.offsets().toString());
        in.append(count.squares.value().toString());
        in.append(count.first).append(count.last).endRow();
      }
    }
    add.execute();
    clear.execute();
  }

  /** Neighbours mostly share their cell, so it is looked up only when that changes. */
  private static Map<Key, Count> count(List<Accepted> accepted) {
    Map<Key, Count> cells = new HashMap<>();
    Key key = null;
    Count count = null;
    for (Accepted a : accepted) {
      Origin origin = a.origin();
      long minute = Math.floorDiv(a.receivedMillis(), MINUTE_MILLIS);
      boolean replays = a.replayOf() != null;
      if (key == null
          || key.minute() != minute
          || key.partition() != origin.partition()
          || key.low() != origin.topicIdLow()
          || key.high() != origin.topicIdHigh()
          || key.replays() != replays
          || !key.source().equals(a.source())) {
        key =
            new Key(
                a.source(),
                minute,
                origin.topicIdHigh(),
                origin.topicIdLow(),
                origin.partition(),
                replays);
        count = cells.computeIfAbsent(key, k -> new Count());
      }
      count.add(origin.offset());
    }
    return cells;
  }

  @Override
  public void close() throws SQLException {
    try (add) {
      clear.close();
    }
  }
}
