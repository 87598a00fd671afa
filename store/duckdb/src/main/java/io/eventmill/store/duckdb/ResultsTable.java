package io.eventmill.store.duckdb;

import io.eventmill.event.ResultRow;
import io.eventmill.store.CountCell;
import io.eventmill.store.RowStates;
import io.eventmill.store.RowStates.Key;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The rows of results, each in its newest state. What a count row counts stands in columns of its
 * own, so that sums need not look into the JSON.
 */
final class ResultsTable implements AutoCloseable {
  private final DuckDBConnection connection;
  private final PreparedStatement stored;
  private final PreparedStatement counted;
  private final PreparedStatement upsert;
  private final PreparedStatement clear;

  /** The rows come in by way of a table of this connection: one statement for all of a batch. */
  ResultsTable(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMP TABLE results_in (result VARCHAR, version VARCHAR, id VARCHAR,
            time TIMESTAMP, json VARCHAR, grouping VARCHAR, count BIGINT)
          """);
    }
    stored =
        connection.prepareStatement(
            """
            SELECT r.result, r.version, r.id, epoch_us(r.time), r.json
            FROM results r JOIN temp.results_in USING (result, version, id)
            """);
    counted =
        connection.prepareStatement(
            """
            SELECT r.result, r.version, r.grouping, epoch_us(r.time), -r.count
            FROM results r JOIN temp.results_in USING (result, version, id)
            WHERE r.grouping IS NOT NULL
            """);
    upsert =
        connection.prepareStatement(
            """
            INSERT INTO results SELECT * FROM temp.results_in
            ON CONFLICT DO UPDATE SET
              time = excluded.time,
              json = excluded.json,
              grouping = excluded.grouping,
              count = excluded.count
            """);
    clear = connection.prepareStatement("DELETE FROM temp.results_in");
  }

  /** What all window counts add up to, as the table says it now. */
  static WindowSums sums(Readers readers, int windowsMax) {
    WindowSums sums = new WindowSums(windowsMax);
    Sql sql =
        new Sql()
            .add(
                "SELECT result, version, grouping, epoch_us(time), sum(count)::BIGINT FROM results")
            .add(" WHERE grouping IS NOT NULL GROUP BY ALL LIMIT " + (windowsMax + 1L));
    sums.add(readers.list(catalog -> sql, ResultsTable::change));
    return sums;
  }

  /**
   * Writes the state of each row that holds.
   *
   * @return how this changes the sums, to be told when it is committed
   */
  List<WindowChange> write(List<ResultRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return List.of();
    }
    Collection<ResultRow> states = new RowStates().toWrite(rows, this::stored);
    List<WindowChange> changes = new ArrayList<>();
    try (DuckDBAppender in = connection.createAppender("temp", "main", "results_in")) {
      for (ResultRow row : states) {
        long time = Micros.storable(row.timeMicros());
        CountCell cell = CountCell.of(row.json());
        in.beginRow().append(row.result()).append(row.version()).append(row.id());
        in.appendEpochMicros(time);
        in.append(new String(row.json(), StandardCharsets.UTF_8));
        if (cell == null) {
          in.appendNull().appendNull().endRow();
        } else {
          in.append(cell.group()).append(cell.count()).endRow();
          changes.add(
              new WindowChange(row.result(), row.version(), cell.group(), time, cell.count()));
        }
      }
    }
    try (ResultSet before = counted.executeQuery()) {
      while (before.next()) {
        changes.add(change(before));
      }
    }
    upsert.execute();
    clear.execute();
    return changes;
  }

  static WindowChange change(ResultSet row) throws SQLException {
    return new WindowChange(
        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
  }

  private Map<Key, ResultRow> stored(Collection<ResultRow> rows) throws SQLException {
    try (DuckDBAppender in = connection.createAppender("temp", "main", "results_in")) {
      for (ResultRow row : rows) {
        in.beginRow().append(row.result()).append(row.version()).append(row.id());
        in.appendNull().appendNull().appendNull().appendNull().endRow();
      }
    }
    Map<Key, ResultRow> found = new HashMap<>();
    try (ResultSet row = stored.executeQuery()) {
      while (row.next()) {
        ResultRow one = DuckDbResults.row(row);
        found.put(Key.of(one), one);
      }
    }
    clear.execute();
    return found;
  }

  @Override
  public void close() throws SQLException {
    try (stored;
        upsert;
        clear) {
      counted.close();
    }
  }
}
