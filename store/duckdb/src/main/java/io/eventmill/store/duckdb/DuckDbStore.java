package io.eventmill.store.duckdb;

import io.eventmill.store.EventReader;
import io.eventmill.store.EventStore;
import io.eventmill.store.EventWriter;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Events in one DuckDB file. A batch is one transaction, so what {@code write} has returned from is
 * there after a crash, and nothing of a batch that did not return. One process at a time.
 */
public final class DuckDbStore implements EventStore {
  static final String FILE = "events.duckdb";

  private final DuckDBConnection connection;
  private final Readers readers;
  private final DuckDbWriter writer;
  private final DuckDbReader reader;

  private DuckDbStore(DuckDBConnection connection, DuckDbConfig config, Clock clock)
      throws SQLException {
    this.connection = connection;
    SharedCatalog catalog = new SharedCatalog(new FieldCatalog(Map.of()));
    this.readers = new Readers(connection, config.readersMax(), config.queryTimeout(), catalog);
    this.writer = new DuckDbWriter(connection.duplicate(), config, clock, catalog);
    this.reader = new DuckDbReader(readers);
  }

  public static DuckDbStore open(DuckDbConfig config) {
    return open(config, Clock.systemUTC());
  }

  /** The clock says when a row was stored. */
  public static DuckDbStore open(DuckDbConfig config, Clock clock) {
    Path file = config.folder().resolve(FILE);
    try {
      Files.createDirectories(config.folder());
      DuckDBConnection connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings(config));
      try {
        try (Statement statement = connection.createStatement()) {
          for (String sql : Schema.STATEMENTS) {
            statement.execute(sql);
          }
        }
        FieldFunction.register(connection);
        return new DuckDbStore(connection, config, clock);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the store's folder " + config.folder(), e);
    } catch (SQLException e) {
      throw unopened(file, e);
    }
  }

  private static StoreUnavailableException unopened(Path file, SQLException e) {
    String found = String.valueOf(e.getMessage());
    if (found.contains("Could not set lock")) {
      return new StoreUnavailableException(
          "store: "
              + file
              + " is held by another process; one process at a time can use it. Stop that one, or"
              + " give this one another folder with --data. DuckDB says: "
              + found,
          e);
    }
    return new StoreUnavailableException("store: cannot open " + file + ": " + found, e);
  }

  private static Properties settings(DuckDbConfig config) {
    Properties settings = new Properties();
    settings.put("memory_limit", config.memoryMaxBytes() / (1 << 20) + "MiB");
    settings.put("threads", Integer.toString(config.threads()));
    settings.put("temp_directory", config.folder().resolve("tmp").toString());
    settings.put("checkpoint_threshold", config.checkpointBytes() / (1 << 20) + "MiB");
    settings.put("storage_compatibility_version", "v1.5.0");
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    settings.put("enable_external_access", "false");
    return settings;
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
  public void close() {
    try {
      readers.close();
      writer.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("store: could not be closed: " + e.getMessage(), e);
    }
  }
}
