package io.eventmill.store.duckdb;

import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction per batch, one batch at a time. */
final class DuckDbWriter implements EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbWriter.class);

  private final Database database;
  private final DuckDBConnection connection;
  private final DuckDbConfig config;
  private final Clock clock;
  private final SharedCatalog catalog;
  private final PositionsTable positions;
  private final FieldsTable fieldsTable;
  private final EventsTable events;
  private KnownFields fields;
  private BatchRows rows;

  /** In the file and its log together. */
  private long stored;

  DuckDbWriter(Database database, DuckDbConfig config, Clock clock, SharedCatalog catalog)
      throws SQLException {
    this.database = database;
    this.connection = database.connect();
    this.config = config;
    this.clock = clock;
    this.catalog = catalog;
    connection.setAutoCommit(false);
    positions = new PositionsTable(connection);
    fieldsTable = new FieldsTable(connection);
    events = new EventsTable(connection);
    loadFields();
    stored = events.count();
    catalog.change(fields.catalog(), connection::commit);
  }

  @Override
  public synchronized Map<Integer, Position> positions(String topic) {
    try {
      Map<Integer, Position> read = positions.read(topic);
      connection.commit();
      return read;
    } catch (SQLException e) {
      rollback(e);
      throw unavailable(e);
    }
  }

  @Override
  public synchronized void write(Batch batch) {
    try {
      if (fields == null) {
        loadFields();
      }
      writeAll(batch);
    } catch (SQLException e) {
      rollback(e);
      throw unavailable(e);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void writeAll(Batch batch) throws SQLException {
    long now = Micros.ofMillis(clock.millis());
    positions.expect(batch);
    rows.read(batch.events());
    List<Column> used = fields.columns().stream().filter(c -> c.uses() > 0).toList();
    fieldsTable.save(used);
    if (!batch.events().isEmpty()) {
      events.insert(rows, used, now);
    }
    FailedTable.append(connection, batch.failed(), now);
    positions.move(batch);
    if (used.stream().anyMatch(c -> c.isAdded() || c.isChanged())) {
      catalog.change(fields.catalog(), connection::commit);
    } else {
      connection.commit();
    }
    used.forEach(Column::settle);
    checkpointWhenFull(batch.events().size());
  }

  /**
   * A checkpoint is cheapest when the last row group has just been filled. What it cannot do now (a
   * disk that is full, say) it will at the next one: the rows are safe in the log.
   */
  private void checkpointWhenFull(int added) {
    boolean full = (stored + added) / Database.ROW_GROUP > stored / Database.ROW_GROUP;
    stored += added;
    if (full) {
      try {
        database.checkpoint();
      } catch (SQLException e) {
        LOG.warn("store: no checkpoint now, the log goes on growing: {}", e.getMessage());
      }
    }
  }

  private void loadFields() throws SQLException {
    fields = new KnownFields(config.columnsMax(), config.fieldsMax());
    fieldsTable.load(fields);
    rows = new BatchRows(fields);
  }

  /** What the batch has added to the known fields is gone with it; they are read anew. */
  private void rollback(Exception cause) {
    fields = null;
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
    events.close();
    positions.close();
    connection.close();
  }
}
