package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Puts what a batch has given in the place of what a server's store has of the same events. It is
 * done in a copy, and the copy takes the place of the store's file in one step of the file system:
 * whoever dies before leaves the store as it was. The file that was there is kept.
 *
 * <p>Where the batch has a raw record, its outcome holds; loaders drop whatever comes of that
 * record from now on. All other rows stay as they are.
 */
public final class StoreSwap {
  private static final int ROWS = 10_000;
  private static final long BYTES = 16L << 20;

  private final DuckDbConfig live;
  private final Path batch;
  private final Path staging;
  private final SwapScope scope;

  /**
   * @param live the store of a server that is stopped
   * @param batch folder of the batch's store
   * @param staging a folder on the same disk, emptied
   */
  public StoreSwap(DuckDbConfig live, Path batch, Path staging, SwapScope scope) {
    this.live = live;
    this.batch = batch;
    this.staging = staging;
    this.scope = scope;
  }

  /**
   * @param replaced folder for the file that was there
   * @return how many rows of which kind are the batch's now, and how many stayed
   * @throws SwapRefusedException when rows would be missing or double; nothing has changed
   */
  public Map<String, Long> into(Path replaced) throws IOException {
    fold();
    Path file = live.folder().resolve(DuckDbStore.FILE);
    delete(staging);
    Files.createDirectories(staging);
    Path copy = staging.resolve(DuckDbStore.FILE);
    try {
      Files.copy(file, copy);
      DuckDbConfig config = live.at(staging);
      Map<String, Long> rows;
      try (DuckDBConnection connection = open(config)) {
        rows = new SwapRows(connection, scope).swap();
      }
      rows.put("events", writeEvents(config));
      Files.createDirectories(replaced);
      keep(file, replaced.resolve(DuckDbStore.FILE));
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (SQLException e) {
      throw new StoreUnavailableException("store: nothing is swapped: " + e.getMessage(), e);
    } finally {
      delete(staging);
    }
  }

  /** All that the store has is in its file then. */
  private void fold() throws IOException {
    try (Database database = Database.open(live, List.of())) {
      database.checkpoint();
    } catch (SQLException e) {
      throw new StoreUnavailableException("store: nothing is swapped: " + e.getMessage(), e);
    }
    Path log = live.folder().resolve(DuckDbStore.FILE + ".wal");
    if (Files.exists(log) && Files.size(log) > 0) {
      throw new StoreUnavailableException(
          "store: " + log + " cannot be folded into its file", null);
    }
    Files.deleteIfExists(log);
  }

  private DuckDBConnection open(DuckDbConfig config) throws SQLException {
    Properties settings = new Properties();
    settings.put("memory_limit", config.memoryMaxBytes() / (1 << 20) + "MiB");
    settings.put("threads", Integer.toString(config.threads()));
    settings.put("temp_directory", staging.resolve("tmp").toString());
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
    try (Statement statement = connection.createStatement()) {
      attach(statement, staging, Database.NAME, "READ_WRITE");
      attach(statement, batch, "batch", "READ_ONLY");
      statement.execute("USE " + Database.NAME);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void attach(Statement statement, Path folder, String name, String how)
      throws SQLException {
    String file = ComparedRows.literal(folder.resolve(DuckDbStore.FILE).toString());
    statement.execute("ATTACH " + file + " AS " + name + " (" + how + ")");
  }

  /** By way of the writer, which knows the columns of their fields. */
  private long writeEvents(DuckDbConfig config) throws SQLException {
    long count = 0;
    Properties settings = new Properties();
    settings.put("jdbc_stream_results", "true");
    settings.put("memory_limit", config.memoryMaxBytes() / (1 << 20) + "MiB");
    try (DuckDbStore store = DuckDbStore.open(config);
        DuckDBConnection connection =
            (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      attach(statement, batch, "batch", "READ_ONLY");
      List<Event> some = new ArrayList<>();
      long bytes = 0;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT " + EventRows.EVENT + " FROM batch.events WHERE source IN " + scope.list())) {
        while (row.next()) {
          Event event = EventRows.event(row).event();
          some.add(event);
          bytes += event.json().length;
          count++;
          if (some.size() == ROWS || bytes >= BYTES) {
            write(store.writer(), some);
            bytes = 0;
          }
        }
      }
      write(store.writer(), some);
      store.database().checkpoint();
    }
    return count;
  }

  private static void write(EventWriter writer, List<Event> some) {
    if (!some.isEmpty()) {
      writer.write(new Batch("batch", some, List.of(), Map.of(), Map.of()));
      some.clear();
    }
  }

  private static void keep(Path file, Path as) throws IOException {
    try {
      Files.createLink(as, file);
    } catch (UnsupportedOperationException | IOException e) { // a disk that has no links
      Files.copy(file, as, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
