package io.eventmill.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.eventmill.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The pool. A connection that the database has dropped is replaced when one is asked for, so the
 * store goes on by itself when the database is back. Safe for threads.
 */
final class Connections implements AutoCloseable {
  private final HikariDataSource pool;
  private final int attemptsMax;

  Connections(PostgresConfig config) {
    this(config, Migrations.OWN_SCHEMA);
  }

  /**
   * @param own the schema of our own tables, where a name without a schema is looked for first
   */
  Connections(PostgresConfig config, String own) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("postgres");
    settings.setJdbcUrl(config.url());
    Properties properties = config.driverProperties();
    settings.setDataSourceProperties(properties);
    settings.setMaximumPoolSize(config.connectionsMax());
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(config.connectTimeout().toMillis());
    settings.setValidationTimeout(Math.min(5_000, config.connectTimeout().toMillis()));
    settings.setInitializationFailTimeout(-1);
    settings.setConnectionInitSql(
        "SET statement_timeout = "
            + config.queryTimeout().toMillis()
            + "; SELECT set_config('search_path', '"
            + own
            + ", ' || current_setting('search_path'), false)");
    this.attemptsMax = config.attemptsMax();
    this.pool = new HikariDataSource(settings);
  }

  /** Connects once, without the pool: what is wrong is told at once and in the server's words. */
  static void probe(PostgresConfig config) throws SQLException {
    DriverManager.getConnection(config.url(), config.driverProperties()).close();
  }

  /** Work on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Each statement by itself. */
  <T> T use(String what, Work<T> work) {
    try {
      return used(work);
    } catch (SQLException e) {
      throw SqlTrouble.unavailable(what, e);
    }
  }

  /** As {@link #use}, but the caller sees what the database says. */
  <T> T used(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    }
  }

  /**
   * All statements in one transaction, tried again when another one stood in the way.
   *
   * @throws StoreUnavailableException when nothing was kept, or when that is not known: whoever
   *     repeats the work must notice that it was done
   */
  <T> T transaction(String what, Work<T> work) {
    try {
      return inTransaction(work);
    } catch (SQLException e) {
      throw SqlTrouble.unavailable(what, e);
    }
  }

  <T> T inTransaction(Work<T> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = pool.getConnection()) {
        return once(connection, work);
      } catch (SQLException e) {
        if (!SqlTrouble.isRivalry(e) || attempt == attemptsMax) {
          throw e;
        }
      }
    }
  }

  private static <T> T once(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.on(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done && !connection.isClosed()) {
        connection.rollback();
      }
    }
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
