package io.eventmill.store.duckdb;

import io.eventmill.store.duckdb.SwapScope.SourceTopics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** Whether every raw record will have one outcome when the covered ones have been swapped. */
final class SwapCheck {
  private final DuckDBConnection connection;
  private final SwapScope scope;

  SwapCheck(DuckDBConnection connection, SwapScope scope) {
    this.connection = connection;
    this.scope = scope;
  }

  /**
   * @throws SwapRefusedException when not
   */
  void check() throws SQLException {
    refuse(
        """
        SELECT format('the batch has {} outcomes of {} raw records of {}, partition {}, offsets {}'
          || ' to {}: what the lake lacks, or has twice, would be missing or double; archive what'
          || ' is missing and run the batch again', n, last - first + 1, source, part, first, last)
        FROM covered WHERE n <> last - first + 1 OR places <> n
        """);
    for (SourceTopics source : scope.sources()) {
      isTaken(source);
      isWhole(source);
    }
  }

  private void isTaken(SourceTopics source) throws SQLException {
    String raw = ComparedRows.literal(source.raw());
    refuse(
        """
        SELECT format('the store has taken nothing of {}, partition {}, so that nobody can tell'
          || ' where its loaders go on; it keeps events elsewhere, or no server has run here:'
          || ' start one, let it load, stop it, and swap then', %1$s, part)
        FROM covered c WHERE source = %2$s AND NOT EXISTS (
          FROM positions p WHERE p.topic = %1$s AND p.topic_partition = c.part)
        """
            .formatted(raw, ComparedRows.literal(source.name())));
    for (String topic : source.written()) {
      refuse(
          """
          SELECT format('the store has records of {}, partition {}, that came of a raw topic of'
            || ' this name that is gone; start the server, let it load, stop it, and swap then',
            p.topic, p.topic_partition)
          FROM positions p JOIN positions raw ON raw.topic = %s
            AND raw.topic_partition = p.topic_partition
          WHERE p.topic = %s AND p.origin_topic_high IS NOT NULL
            AND (p.origin_topic_high <> raw.topic_id_high OR p.origin_topic_low <> raw.topic_id_low)
          """
              .formatted(raw, ComparedRows.literal(topic)));
    }
  }

  /** Loaders will drop what comes of records before the lake's beginning, too: is it all there? */
  private void isWhole(SourceTopics source) throws SQLException {
    refuse(
        """
        SELECT format('the lake begins at offset {} of {}, partition {}, and the store lacks some of'
          || ' what was before; start the server, let it load, stop it, and swap then',
          any_value(c.first), any_value(c.source), any_value(c.part))
        FROM covered c LEFT JOIN (
          SELECT source, origin_topic_high, origin_topic_low, origin_partition, origin_offset
            FROM events UNION ALL
          SELECT source, origin_topic_high, origin_topic_low, origin_partition, origin_offset
            FROM failed UNION ALL
          SELECT source, origin_topic_high, origin_topic_low, origin_partition, origin_offset
            FROM dropped) r
          ON r.source = c.source AND r.origin_topic_high = c.high AND r.origin_topic_low = c.low
            AND r.origin_partition = c.part AND r.origin_offset < c.first
        WHERE c.source = %s AND NOT EXISTS (FROM kept_since k WHERE k.source = c.source)
        GROUP BY c.source, c.high, c.low, c.part
        HAVING count(DISTINCT r.origin_offset) < any_value(c.first) - least(any_value(c.first),
          min(r.origin_offset), (SELECT min(a.first_offset) FROM accepted a
            WHERE a.topic_high = c.high AND a.topic_low = c.low AND a.topic_partition = c.part))
        """
            .formatted(ComparedRows.literal(source.name())));
  }

  private void refuse(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (row.next()) {
        throw new SwapRefusedException(row.getString(1));
      }
    }
  }
}
