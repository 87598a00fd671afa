package io.eventmill.store.postgres;

import io.eventmill.store.EventWriter;
import io.eventmill.store.Purger;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.ResultReader;
import io.eventmill.store.ResultStore;
import io.eventmill.store.StoreUnavailableException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/**
 * Results and reference tables in a PostgreSQL database, which may be anybody's: tables that are
 * missing are made, tables that are there are taken as they are. The database may go away and come
 * back; what dies here or there in the middle of a batch leaves all of it or nothing.
 */
public final class PostgresStore implements ResultStore {
  private final Connections connections;
  private final PostgresWriter writer;
  private final PostgresResults results;
  private final PostgresTables tables;
  private final PostgresPurger purger;

  private PostgresStore(PostgresConfig config, Connections connections) {
    this.connections = connections;
    this.writer = new PostgresWriter(connections, config.tables());
    this.results = new PostgresResults(connections);
    this.tables = new PostgresTables(connections);
    this.purger = new PostgresPurger(connections, config.tables());
  }

  /**
   * Connects, and makes the tables that are missing.
   *
   * @throws StoreUnavailableException when the database cannot be reached now
   * @throws IllegalStateException when waiting would not help: a wrong password, a missing right
   */
  public static PostgresStore open(PostgresConfig config) {
    try {
      Connections.probe(config);
    } catch (SQLException e) {
      throw unopened(config, e, e);
    }
    Connections connections = new Connections(config);
    try {
      Migrations.run(connections.pool(), config.schema());
      return new PostgresStore(config, connections);
    } catch (FlywayException e) {
      connections.close();
      throw unopened(config, sqlCause(e), e);
    }
  }

  static RuntimeException unopened(PostgresConfig config, SQLException said, Exception whole) {
    String message =
        "postgres: cannot use "
            + config.url()
            + " as user "
            + config.user()
            + ": "
            + SqlTrouble.reason(said == null ? whole : said);
    boolean later = said != null && !SqlTrouble.isRefusal(said);
    return later
        ? new StoreUnavailableException(message, whole)
        : new IllegalStateException(message, whole);
  }

  private static SQLException sqlCause(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  @Override
  public EventWriter writer() {
    return writer;
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
  public Purger purger() {
    return purger;
  }

  @Override
  public void close() {
    connections.close();
  }
}
