package io.eventmill.store.duckdb;

import io.eventmill.store.duckdb.SwapScope.Result;
import io.eventmill.store.duckdb.SwapScope.SourceTopics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/**
 * The rows of a swap but for the events themselves, in a copy of the store: what the batch covers
 * goes, the batch's rows come, and loaders will drop what comes once more of it.
 */
final class SwapRows {
  private static final String PLACE =
      "origin_topic_high, origin_topic_low, origin_partition, origin_offset";
  private static final String OUTCOMES =
      "(SELECT source, received, %1$s FROM %2$s.events UNION ALL"
          + " SELECT source, received, %1$s FROM %2$s.failed UNION ALL"
          + " SELECT source, received, %1$s FROM %2$s.dropped)";
  private static final String SAME =
      " r.source = c.source AND r.origin_topic_high = c.high AND r.origin_topic_low = c.low"
          + " AND r.origin_partition = c.part";

  private final DuckDBConnection connection;
  private final SwapScope scope;

  SwapRows(DuckDBConnection connection, SwapScope scope) {
    this.connection = connection;
    this.scope = scope;
  }

  /** Each statement by itself: half of it is of no use, but the copy is thrown away then. */
  Map<String, Long> swap() throws SQLException {
    cover();
    new SwapCheck(connection, scope).check();
    Map<String, Long> rows = new TreeMap<>();
    rows.put("later", number(outside("> c.last")));
    rows.put("earlier", number(outside("< c.first")));
    for (SourceTopics source : scope.sources()) {
      addAccepted(source);
      for (String topic : source.written()) {
        moveOrigins(source, topic);
      }
    }
    for (Result result : scope.results()) {
      rows.put("result " + result.name(), result(result));
    }
    for (String table : new String[] {"events", "failed", "dropped"}) {
      run(
          "DELETE FROM "
              + table
              + " AS r USING covered c WHERE"
              + SAME
              + " AND r.origin_offset BETWEEN c.first AND c.last");
    }
    for (String table : new String[] {"failed", "dropped"}) {
      String from = " FROM batch." + table + " WHERE source IN " + scope.list();
      rows.put(table, number("SELECT count(*)" + from));
      run("INSERT INTO " + table + " BY NAME SELECT *" + from);
    }
    run("CHECKPOINT");
    return rows;
  }

  /** The raw records that the batch has an outcome of, and those that the store has one of. */
  private void cover() throws SQLException {
    run(
        "CREATE TEMP TABLE covered AS SELECT source, origin_topic_high AS high,"
            + " origin_topic_low AS low, origin_partition AS part, min(origin_offset) AS first,"
            + " max(origin_offset) AS last, count(*) AS n, count(DISTINCT origin_offset) AS places"
            + " FROM "
            + OUTCOMES.formatted(PLACE, "batch")
            + " WHERE source IN "
            + scope.list()
            + " GROUP BY ALL");
  }

  private static String outside(String where) {
    return "SELECT count(*) FROM "
        + OUTCOMES.formatted(PLACE, Database.NAME)
        + " r JOIN covered c ON"
        + SAME
        + " AND r.origin_offset "
        + where;
  }

  /**
   * What was accepted before the store began to count: the lake has it, so it was there. A source
   * that is not kept for ever begins where it is kept from.
   */
  private void addAccepted(SourceTopics source) throws SQLException {
    String name = ComparedRows.literal(source.name());
    run(
        """
        INSERT INTO accepted
        SELECT r.source, epoch_ms(r.received) // 60000, c.high, c.low, c.part, false,
          count(*), sum(r.origin_offset), sum(r.origin_offset::HUGEINT * r.origin_offset),
          min(r.origin_offset), max(r.origin_offset)
        FROM %s r JOIN covered c ON %s
        WHERE c.source = %s AND NOT EXISTS (FROM kept_since k WHERE k.source = c.source)
          AND r.origin_offset < coalesce(
            (SELECT min(a.first_offset) FROM accepted a WHERE a.topic_high = c.high
              AND a.topic_low = c.low AND a.topic_partition = c.part),
            (SELECT p.next_offset FROM positions p WHERE p.topic = %s
              AND p.topic_partition = c.part AND p.topic_id_high = c.high
              AND p.topic_id_low = c.low),
            CASE WHEN EXISTS (FROM positions p WHERE p.topic = %s AND p.topic_partition = c.part)
              THEN c.last + 1 ELSE 0 END)
        GROUP BY ALL
        ON CONFLICT DO UPDATE SET
          records = accepted.records + excluded.records,
          offsets = accepted.offsets + excluded.offsets,
          squares = accepted.squares + excluded.squares,
          first_offset = least(accepted.first_offset, excluded.first_offset),
          last_offset = greatest(accepted.last_offset, excluded.last_offset)
        """
            .formatted(
                OUTCOMES.formatted(PLACE, "batch"),
                SAME,
                name,
                ComparedRows.literal(source.raw()),
                ComparedRows.literal(source.raw())));
  }

  /**
   * Whatever of the covered records is read from now on has been taken. A partition that nothing
   * was read of yet is read from its beginning, as it would be.
   */
  private void moveOrigins(SourceTopics source, String topic) throws SQLException {
    String covered =
        "(SELECT c.* FROM covered c JOIN positions raw ON raw.topic = "
            + ComparedRows.literal(source.raw())
            + " AND raw.topic_partition = c.part AND raw.topic_id_high = c.high"
            + " AND raw.topic_id_low = c.low WHERE c.source = "
            + ComparedRows.literal(source.name())
            + ") c";
    String name = ComparedRows.literal(topic);
    run(
        "UPDATE positions SET origin_topic_high = c.high, origin_topic_low = c.low,"
            + " origin_partition = c.part,"
            + " origin_offset = greatest(coalesce(positions.origin_offset, -1), c.last) FROM "
            + covered
            + " WHERE positions.topic = "
            + name
            + " AND positions.topic_partition = c.part");
    run(
        "INSERT INTO positions SELECT "
            + name
            + ", c.part, 0, 0, 0, c.high, c.low, c.part, c.last FROM "
            + covered
            + " WHERE NOT EXISTS (FROM positions p WHERE p.topic = "
            + name
            + " AND p.topic_partition = c.part)");
  }

  /**
   * Rows of a time that only events before the lake's end can belong to are the batch's; those of
   * later times are the stream's, which knows of all their events. Where the stream has none, it
   * has yet to begin with this definition.
   */
  private long result(Result result) throws SQLException {
    String of =
        " WHERE result = "
            + ComparedRows.literal(result.name())
            + " AND version = "
            + ComparedRows.literal(result.version());
    String before = "";
    if (number("SELECT count(*) FROM results" + of) > 0) {
      String first =
          "(SELECT min(epoch_us(r.time)) FROM events r JOIN covered c ON"
              + SAME
              + " AND r.origin_offset > c.last)";
      before =
          " AND epoch_us(time) <= coalesce("
              + first
              + ", 1::BIGINT << 62) - "
              + result.spanMicros();
    }
    run("DELETE FROM results" + of + before);
    run("INSERT INTO results BY NAME SELECT * FROM batch.results" + of + before);
    return number("SELECT count(*) FROM batch.results" + of + before);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
