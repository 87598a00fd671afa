package io.eventmill.store.duckdb;

import io.eventmill.store.StoreUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/** A fixed number of connections for questions; who finds none free waits, up to the timeout. */
final class Readers implements AutoCloseable {
  private final BlockingQueue<DuckDBConnection> free = new LinkedBlockingQueue<>();
  private final int size;
  private final Duration timeout;
  private final SharedCatalog catalog;

  Readers(Database database, int size, Duration timeout, SharedCatalog catalog)
      throws SQLException {
    this.catalog = catalog;
    this.size = size;
    this.timeout = timeout;
    try {
      for (int i = 0; i < size; i++) {
        free.add(database.connect());
      }
    } catch (SQLException e) {
      for (DuckDBConnection connection : free) {
        connection.close();
      }
      throw e;
    }
  }

  /** Makes the statement of a question, by the columns there are. */
  interface Question {
    Sql with(FieldCatalog catalog);
  }

  /** Makes a record of a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Asks one question after the other, all about the same moment. */
  interface Asking {
    <T> List<T> list(Question question, RowReader<T> reader) throws SQLException;
  }

  /** Questions that belong together. */
  interface Questions<T> {
    T ask(Asking asking) throws SQLException;
  }

  /** Asks the question and reads all of its answer. */
  <T> List<T> list(Question question, RowReader<T> reader) {
    return on(connection -> catalog.read(known -> ask(connection, question.with(known), reader)));
  }

  <T> T inOneTransaction(Questions<T> questions) {
    return on(
        connection ->
            catalog.read(
                known -> {
                  connection.setAutoCommit(false);
                  try {
                    return questions.ask(
                        new Asking() {
                          @Override
                          public <R> List<R> list(Question question, RowReader<R> reader)
                              throws SQLException {
                            return Readers.this.ask(connection, question.with(known), reader);
                          }
                        });
                  } finally {
                    connection.rollback(); // there is nothing to keep
                    connection.setAutoCommit(true);
                  }
                }));
  }

  private interface Use<T> {
    T with(DuckDBConnection connection) throws SQLException;
  }

  private <T> T on(Use<T> use) {
    DuckDBConnection connection = take();
    try {
      return use.with(connection);
    } catch (SQLException e) {
      throw Database.unavailable("the question could not be answered", e);
    } finally {
      free.add(connection);
    }
  }

  private <T> List<T> ask(DuckDBConnection connection, Sql question, RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement select = question.prepare(connection)) {
      select.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    }
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
