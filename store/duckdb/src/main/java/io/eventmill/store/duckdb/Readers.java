package io.eventmill.store.duckdb;

import io.eventmill.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/** A fixed number of connections for questions; who finds none free waits, up to the timeout. */
final class Readers implements AutoCloseable {
  private final BlockingQueue<DuckDBConnection> free = new LinkedBlockingQueue<>();
  private final int size;
  private final Duration timeout;

  Readers(DuckDBConnection connection, int size, Duration timeout) throws SQLException {
    this.size = size;
    this.timeout = timeout;
    for (int i = 0; i < size; i++) {
      free.add(connection.duplicate());
    }
  }

  /** What is asked of a connection. */
  interface Question<T> {
    T ask(DuckDBConnection connection) throws SQLException;
  }

  <T> T answer(Question<T> question) {
    DuckDBConnection connection = take();
    try {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "store: the question could not be answered: " + e.getMessage(), e);
    } finally {
      free.add(connection);
    }
  }

  int timeoutSeconds() {
    return (int) Math.max(1, timeout.toSeconds());
  }

  private DuckDBConnection take() {
    try {
      DuckDBConnection connection = free.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (connection == null) {
        throw new StoreUnavailableException(
            "store: all "
                + size
                + " readers have been busy for "
                + timeout.toSeconds()
                + " s; ask again later",
            null);
      }
      return connection;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("store: interrupted while waiting for a reader", e);
    }
  }

  @Override
  public void close() throws SQLException {
    for (int i = 0; i < size; i++) {
      take().close();
    }
  }
}
