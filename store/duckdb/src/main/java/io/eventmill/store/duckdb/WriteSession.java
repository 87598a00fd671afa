package io.eventmill.store.duckdb;

import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.Purged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * A connection to write with, and what the writer has learnt through it. After a failure it is of
 * no use any more: the driver closes a statement that has failed, and what the batch has added to
 * the known fields is gone with it. A new one begins with what the database says.
 */
final class WriteSession implements AutoCloseable {
  private final DuckDBConnection connection;
  private final SharedCatalog catalog;
  private final PositionsTable positions;
  private final FieldsTable fieldsTable;
  private final EventsTable events;
  private final AcceptedTable accepted;
  private final ResultsTable results;
  private final WindowSums sums;
  private final KnownFields fields;
  private final BatchRows rows;

  private WriteSession(
      DuckDBConnection connection,
      DuckDbConfig config,
      SharedCatalog catalog,
      BatchFunction function,
      WindowSums sums)
      throws SQLException {
    this.connection = connection;
    this.catalog = catalog;
    this.sums = sums;
    connection.setAutoCommit(false);
    positions = new PositionsTable(connection);
    fieldsTable = new FieldsTable(connection);
    events = new EventsTable(connection, function);
    accepted = new AcceptedTable(connection);
    results = new ResultsTable(connection);
    fields = new KnownFields(config.columnsMax(), config.fieldsMax());
    fieldsTable.load(fields);
    rows = new BatchRows(fields);
    catalog.change(fields.catalog(), connection::commit);
  }

  static WriteSession open(
      Database database,
      DuckDbConfig config,
      SharedCatalog catalog,
      BatchFunction function,
      WindowSums sums)
      throws SQLException {
    DuckDBConnection connection = database.connect();
    try {
      return new WriteSession(connection, config, catalog, function, sums);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Map<Integer, Position> positions(String topic) throws SQLException {
    Map<Integer, Position> read = positions.read(topic);
    connection.commit();
    return read;
  }

  long countEvents() throws SQLException {
    long count = events.count();
    connection.commit();
    return count;
  }

  /** One transaction; when this throws, {@link #abandon} ends it. */
  void write(Batch batch, long storedMicros) throws SQLException {
    positions.expect(batch);
    rows.read(batch.events());
    List<Column> used = fields.columns().stream().filter(c -> c.uses() > 0).toList();
    if (!batch.events().isEmpty()) {
      fieldsTable.save(used);
      events.insert(rows, used, storedMicros);
    }
    FailedTable.append(connection, batch.failed(), storedMicros);
    DroppedTable.append(connection, batch.dropped(), storedMicros);
    accepted.add(batch.accepted());
    ReplaysTable.append(connection, batch.accepted(), storedMicros);
    List<WindowChange> changes = results.write(batch.rows());
    positions.move(batch);
    if (used.stream().anyMatch(c -> c.isAdded() || c.isChanged())) {
      catalog.change(fields.catalog(), connection::commit);
    } else {
      connection.commit();
    }
    used.forEach(Column::settle);
    sums.add(changes);
  }

  /** One transaction, as {@link #write}. */
  Purged purgeEvents(String source, long beforeMillis, int rowsMax) throws SQLException {
    Purged purged = new OldRows(connection).removeEvents(source, beforeMillis, rowsMax);
    connection.commit();
    return purged;
  }

  /** One transaction, as {@link #write}. */
  Purged purgeResults(String result, long beforeMicros, int rowsMax) throws SQLException {
    List<WindowChange> gone = new ArrayList<>();
    Purged purged = new OldRows(connection).removeResults(result, beforeMicros, rowsMax, gone::add);
    connection.commit();
    sums.remove(gone);
    return purged;
  }

  /** Takes back what the failed batch has done. */
  void abandon(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    try {
      close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whatever fails: a connection left open would keep the file from being opened anew. */
  @Override
  public void close() throws SQLException {
    try (connection;
        positions;
        accepted;
        results) {
      events.close();
    }
  }
}
