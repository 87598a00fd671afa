package io.eventmill.store.duckdb;

import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB in this process with the store's file attached. Beside it, it reaches the folders of lakes
 * and no other file, loads no extension and opens no network connection; none of that can be
 * switched on again.
 */
final class Database implements AutoCloseable {
  /**
   * Rows per row group, half of DuckDB's own number: the last, unfilled one is compressed anew at
   * every checkpoint, so a smaller one makes loading cheaper.
   */
  static final int ROW_GROUP = 61_440;

  static final String NAME = "store";

  private static final String FORM = "STORAGE_VERSION 'v1.5.0', ROW_GROUP_SIZE " + ROW_GROUP;

  private final DuckDBConnection connection;

  private Database(DuckDBConnection connection) {
    this.connection = connection;
  }

  /**
   * @param lakes whose folders may be read, too
   */
  static Database open(DuckDbConfig config, List<LakeTable> lakes) {
    Path file = config.folder().resolve(DuckDbStore.FILE);
    try {
      Files.createDirectories(config.folder());
      if (!Files.exists(file)) {
        make(file);
      }
      return opened(config, lakes, false);
    } catch (IOException e) {
      throw new UncheckedIOException("store: cannot make the folder " + config.folder(), e);
    } catch (SQLException e) {
      throw unopened(file, e);
    }
  }

  /** One that no other process holds; it is not changed. */
  static Database openToRead(DuckDbConfig config, List<LakeTable> lakes) {
    try {
      return opened(config, lakes, true);
    } catch (SQLException e) {
      throw unopened(config.folder().resolve(DuckDbStore.FILE), e);
    }
  }

  private static Database opened(DuckDbConfig config, List<LakeTable> lakes, boolean toRead)
      throws SQLException {
    Path file = config.folder().resolve(DuckDbStore.FILE);
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings(config));
    try {
      attach(connection, file, toRead ? "READ_ONLY" : FORM);
      lock(connection, lakes);
      if (!toRead) {
        for (String sql : Schema.STATEMENTS) {
          execute(connection, sql);
        }
      }
      FieldFunction.register(connection);
      return new Database(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * The file gets its name when it is whole: one made by half, since the disk was full or the
   * process died, is none that DuckDB would open again.
   */
  private static void make(Path file) throws IOException, SQLException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    try (DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:")) {
      attach(connection, half, FORM);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void attach(DuckDBConnection connection, Path file, String how)
      throws SQLException {
    execute(
        connection,
        "ATTACH '" + file.toString().replace("'", "''") + "' AS " + NAME + " (" + how + ")");
  }

  private static void lock(DuckDBConnection connection, List<LakeTable> lakes) throws SQLException {
    execute(connection, "USE " + NAME);
    String folders =
        lakes.stream()
            .flatMap(lake -> lake.folder().stream())
            .map(folder -> "'" + folder.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    execute(connection, "SET allowed_directories = " + folders);
    execute(connection, "SET enable_external_access = false");
    execute(connection, "SET lock_configuration = true");
  }

  private static Properties settings(DuckDbConfig config) {
    Properties settings = new Properties();
    settings.put("memory_limit", config.memoryMaxBytes() / (1 << 20) + "MiB");
    settings.put("threads", Integer.toString(config.threads()));
    settings.put("temp_directory", config.folder().resolve("tmp").toString());
    settings.put("max_temp_directory_size", config.spillBytes() / (1 << 20) + "MiB");
    settings.put("checkpoint_threshold", config.checkpointBytes() / (1 << 20) + "MiB");
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    return settings;
  }

  private static RuntimeException unopened(Path file, SQLException e) {
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
    return new IllegalStateException("store: cannot open " + file + ": " + found, e);
  }

  /** What a call met, in the words of the port. */
  static StoreUnavailableException unavailable(String what, SQLException e) {
    String message = "store: " + what + ": " + e.getMessage();
    return message.contains("database has been invalidated") || message.contains("FATAL Error")
        ? StoreUnavailableException.broken(message, e)
        : new StoreUnavailableException(message, e);
  }

  /** A connection of one's own, for one thread at a time. */
  DuckDBConnection connect() throws SQLException {
    DuckDBConnection own = connection.duplicate();
    try {
      execute(own, "USE " + NAME);
      return own;
    } catch (SQLException e) {
      own.close();
      throw e;
    }
  }

  /** A connection that sees the store only where a statement names it, for one thread at a time. */
  DuckDBConnection outside() throws SQLException {
    return connection.duplicate();
  }

  /** Makes the function known to all connections. */
  void register(BatchFunction function) throws SQLException {
    function.register(connection);
  }

  /** Folds the write-ahead log into the file; may run beside readers. */
  void checkpoint() throws SQLException {
    execute(connection, "CHECKPOINT " + NAME);
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
