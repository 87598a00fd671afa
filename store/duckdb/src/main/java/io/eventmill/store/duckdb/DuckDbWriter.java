package io.eventmill.store.duckdb;

import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.Purged;
import io.eventmill.store.Purger;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction per batch or step of removal, one at a time. */
final class DuckDbWriter implements EventWriter, Purger {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbWriter.class);

  private final Database database;
  private final DuckDbConfig config;
  private final Clock clock;
  private final SharedCatalog catalog;
  private final WindowSums sums;
  private final BatchFunction function = new BatchFunction();

  /** Null after a failure. */
  private WriteSession session;

  /** Events in the file and its log together. */
  private long stored;

  /** Rows removed since the last checkpoint after a removal. */
  private long removed;

  private boolean closed;

  DuckDbWriter(
      Database database, DuckDbConfig config, Clock clock, SharedCatalog catalog, WindowSums sums)
      throws SQLException {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.catalog = catalog;
    this.sums = sums;
    database.register(function);
    session = WriteSession.open(database, config, catalog, function, sums);
    stored = session.countEvents();
  }

  @Override
  public synchronized Map<Integer, Position> positions(String topic) {
    try {
      return session().positions(topic);
    } catch (SQLException e) {
      abandon(e);
      throw Database.unavailable("cannot write", e);
    }
  }

  @Override
  public synchronized void write(Batch batch) {
    try {
      session().write(batch, Micros.ofMillis(clock.millis()));
    } catch (SQLException e) {
      abandon(e);
      throw Database.unavailable("cannot write", e);
    } catch (RuntimeException e) {
      abandon(e);
      throw e;
    }
    checkpointWhenFull(batch.events().size());
  }

  @Override
  public Purged events(String source, long beforeMillis, int rowsMax) {
    return purge(session -> session.purgeEvents(source, beforeMillis, rowsMax));
  }

  @Override
  public Purged results(String result, long beforeMicros, int rowsMax) {
    return purge(session -> session.purgeResults(result, beforeMicros, rowsMax));
  }

  private interface Step {
    Purged on(WriteSession session) throws SQLException;
  }

  private synchronized Purged purge(Step step) {
    Purged purged;
    try {
      purged = step.on(session());
    } catch (SQLException e) {
      abandon(e);
      throw Database.unavailable("cannot remove what is too old", e);
    }
    removed += purged.rows();
    if (purged.done() && removed > 0) { // only now is the room free for what comes
      removed = 0;
      checkpoint();
    }
    return purged;
  }

  private WriteSession session() throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed");
    }
    if (session == null) {
      session = WriteSession.open(database, config, catalog, function, sums);
    }
    return session;
  }

  /**
   * A checkpoint is cheapest when the last row group has just been filled. What it cannot do now (a
   * disk that is full, say) it will at the next one: the rows are safe in the log.
   */
  private void checkpointWhenFull(int added) {
    boolean full = (stored + added) / Database.ROW_GROUP > stored / Database.ROW_GROUP;
    stored += added;
    if (full) {
      checkpoint();
    }
  }

  private void checkpoint() {
    try {
      database.checkpoint();
    } catch (SQLException e) {
      LOG.warn("store: no checkpoint now, the log goes on growing: {}", e.getMessage());
    }
  }

  private void abandon(Exception cause) {
    if (session != null) {
      session.abandon(cause);
      session = null;
    }
  }

  synchronized void close() throws SQLException {
    closed = true;
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
