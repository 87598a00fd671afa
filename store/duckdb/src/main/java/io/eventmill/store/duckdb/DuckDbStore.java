package io.eventmill.store.duckdb;

import io.eventmill.store.EventReader;
import io.eventmill.store.EventStore;
import io.eventmill.store.EventWriter;
import io.eventmill.store.FailedReader;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.Purger;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.ResultReader;
import io.eventmill.store.SqlReader;
import io.eventmill.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Events in one DuckDB file. A batch is one transaction, so what {@code write} has returned from is
 * there after a crash, and nothing of a batch that did not return. One process at a time.
 */
public final class DuckDbStore implements EventStore {
  static final String FILE = "events.duckdb";

  private final Database database;
  private final Readers readers;
  private final DuckDbWriter writer;
  private final DuckDbReader reader;
  private final DuckDbFailures failures;
  private final DuckDbLedger ledger;
  private final DuckDbResults results;
  private final DuckDbTables tables;
  private final DuckDbSql sql;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DuckDbStore(
      Database database, Readers readers, DuckDbWriter writer, WindowSums sums, DuckDbSql sql) {
    this.database = database;
    this.readers = readers;
    this.writer = writer;
    this.reader = new DuckDbReader(readers);
    this.failures = new DuckDbFailures(readers);
    this.ledger = new DuckDbLedger(readers);
    this.results = new DuckDbResults(readers, sums);
    this.tables = new DuckDbTables(database, readers);
    this.sql = sql;
  }

  public static DuckDbStore open(DuckDbConfig config) {
    return open(config, Clock.systemUTC(), List.of());
  }

  /**
   * @param clock says when a row was stored
   * @param lakes that can be asked in SQL, too
   */
  public static DuckDbStore open(DuckDbConfig config, Clock clock, List<LakeTable> lakes) {
    Database database = Database.open(config, lakes);
    Readers readers = null;
    try {
      SharedCatalog catalog = new SharedCatalog(new FieldCatalog(Map.of()));
      readers = new Readers(database, config.readersMax(), config.queryTimeout(), catalog);
      WindowSums sums = ResultsTable.sums(readers, config.windowsMax());
      DuckDbWriter writer = new DuckDbWriter(database, config, clock, catalog, sums);
      return new DuckDbStore(
          database, readers, writer, sums, DuckDbSql.over(database, config, lakes));
    } catch (SQLException e) {
      closeQuietly(readers, e); // a connection left open would keep the file
      closeQuietly(database, e);
      throw new StoreUnavailableException("store: cannot open: " + e.getMessage(), e);
    }
  }

  private static void closeQuietly(AutoCloseable part, SQLException cause) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  Database database() {
    return database;
  }

  Readers readers() {
    return readers;
  }

  @Override
  public EventWriter writer() {
    return writer;
  }

  @Override
  public EventReader reader() {
    return reader;
  }

  @Override
  public FailedReader failures() {
    return failures;
  }

  @Override
  public LedgerReader ledger() {
    return ledger;
  }

  @Override
  public ResultReader results() {
    return results;
  }

  @Override
  public ReferenceTables tables() {
    return tables;
  }

  @Override
  public SqlReader sql() {
    return sql;
  }

  @Override
  public Purger purger() {
    return writer;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (database;
        readers) {
      writer.close();
    } catch (SQLException e) {
      throw new IllegalStateException("store: could not be closed: " + e.getMessage(), e);
    }
  }
}
