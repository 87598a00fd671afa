package io.eventmill.store.duckdb;

import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.duckdb.ComparedPart.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Two stores' files, row by row. Both are only read. DuckDB joins them by what names a row and by a
 * sum of 128 bits over what it says, within its memory and else on disk; no more than the examples
 * ever reaches this process. If it dies, nothing is lost.
 */
public final class StoreComparison implements AutoCloseable {
  private static final String OLD = "old_store";
  private static final String NEW = "new_store";

  private final DuckDBConnection connection;
  private final int examplesMax;

  private StoreComparison(DuckDBConnection connection, int examplesMax) {
    this.connection = connection;
    this.examplesMax = examplesMax;
  }

  /**
   * @param old folder of a store that nobody writes
   * @param next the same
   * @param scratch folder for what does not fit into memory
   * @param examplesMax of each kind of difference
   */
  public static StoreComparison open(
      Path old, Path next, DuckDbConfig limits, Path scratch, int examplesMax) throws IOException {
    Files.createDirectories(scratch);
    Properties settings = new Properties();
    settings.put("memory_limit", limits.memoryMaxBytes() / (1 << 20) + "MiB");
    settings.put("threads", Integer.toString(limits.threads()));
    settings.put("temp_directory", scratch.toString());
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    try {
      DuckDBConnection connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
      try {
        attach(connection, old, OLD);
        attach(connection, next, NEW);
        return new StoreComparison(connection, examplesMax);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "store: " + old + " and " + next + " cannot be compared: " + e.getMessage(), e);
    }
  }

  private static void attach(DuckDBConnection connection, Path folder, String name)
      throws SQLException {
    String file = folder.resolve(DuckDbStore.FILE).toString();
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH " + ComparedRows.literal(file) + " AS " + name + " (READ_ONLY)");
    }
  }

  /** Stored events, by their place on the raw log. */
  public List<ComparedPart> events(List<String> sources) {
    return parts("events", ComparedRows.events(OLD, sources), ComparedRows.events(NEW, sources));
  }

  /** Failed events, by their place on the raw log, those of each reason together. */
  public List<ComparedPart> failed(List<String> sources) {
    return parts("failed", ComparedRows.failed(OLD, sources), ComparedRows.failed(NEW, sources));
  }

  /** Notes of events that go to no result, by their place on the raw log. */
  public List<ComparedPart> dropped(List<String> sources) {
    return parts("dropped", ComparedRows.dropped(OLD, sources), ComparedRows.dropped(NEW, sources));
  }

  /**
   * Window counts, by window and group; rows of what came late belong to their window.
   *
   * @param version of the definition in the new store; the old one may have another
   */
  public List<ComparedPart> counts(String result, String version) {
    return parts(
        "counts",
        ComparedRows.counts(OLD, result, oldVersion(result, version)),
        ComparedRows.counts(NEW, result, version));
  }

  /** Attributed conversions, by their ids. */
  public List<ComparedPart> attributed(String result, String version) {
    return parts(
        "attributed",
        ComparedRows.attributed(OLD, result, oldVersion(result, version)),
        ComparedRows.attributed(NEW, result, version));
  }

  /** The same version where the old store has it, else the one with most rows; null without any. */
  private String oldVersion(String result, String version) {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version FROM "
                    + OLD
                    + ".results WHERE result = "
                    + ComparedRows.literal(result)
                    + " GROUP BY version ORDER BY version = "
                    + ComparedRows.literal(version)
                    + " DESC, count(*) DESC LIMIT 1")) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException e) {
      throw Database.unavailable("cannot compare", e);
    }
  }

  private List<ComparedPart> parts(String kind, String old, String next) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE held AS " + held(old, next));
      List<ComparedPart> parts = sums(kind, statement);
      List<ComparedPart> shown = new ArrayList<>();
      for (ComparedPart part : parts) {
        shown.add(
            part.isEqual() || examplesMax == 0
                ? part
                : part.with(examples(part.name(), old, next, statement)));
      }
      return shown;
    } catch (SQLException e) {
      throw Database.unavailable("cannot compare", e);
    }
  }

  /** A row that is there twice on one side only differs. */
  private static String held(String old, String next) {
    String one =
        "(SELECT name, k, count(*) AS n, min(md5_number(says)) AS says FROM (%s) GROUP BY name, k)";
    return "SELECT coalesce(o.name, n.name) AS name, coalesce(o.k, n.k) AS k,"
        + " coalesce(o.n, 0) AS old_rows, coalesce(n.n, 0) AS new_rows,"
        + " o.n = n.n AND o.says = n.says AS same FROM "
        + one.formatted(old)
        + " o FULL JOIN "
        + one.formatted(next)
        + " n ON o.name = n.name AND o.k = n.k";
  }

  private static List<ComparedPart> sums(String kind, Statement statement) throws SQLException {
    List<ComparedPart> parts = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT name, sum(old_rows), sum(new_rows),
              coalesce(sum(old_rows) FILTER (new_rows = 0), 0),
              coalesce(sum(new_rows) FILTER (old_rows = 0), 0),
              count(*) FILTER (NOT same)
            FROM held GROUP BY name ORDER BY name
            """)) {
      while (row.next()) {
        parts.add(
            new ComparedPart(
                kind,
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                List.of()));
      }
    }
    return parts;
  }

  private List<Example> examples(String name, String old, String next, Statement statement)
      throws SQLException {
    String of = " WHERE name = " + ComparedRows.literal(name);
    List<Example> examples = new ArrayList<>();
    for (String which : List.of("new_rows = 0", "old_rows = 0", "NOT same")) {
      String keys = "SELECT k FROM held" + of + " AND " + which;
      String one = "(SELECT k, id, text FROM (%s)" + of + " AND k IN (FROM few))";
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE few AS " + keys + " ORDER BY k LIMIT " + examplesMax);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT coalesce(o.id, n.id), o.text, n.text FROM "
                  + one.formatted(old)
                  + " o FULL JOIN "
                  + one.formatted(next)
                  + " n ON o.k = n.k ORDER BY coalesce(o.k, n.k)")) {
        while (row.next()) {
          examples.add(new Example(row.getString(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return examples;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("store: could not be closed: " + e.getMessage(), e);
    }
  }
}
