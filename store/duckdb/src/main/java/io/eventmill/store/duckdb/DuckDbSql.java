package io.eventmill.store.duckdb;

import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlReader;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.SqlTable;
import io.eventmill.store.SqlTable.Column;
import io.eventmill.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions in people's own SQL, few at a time, each on a connection of its own. Two walls stand
 * between it and the data: {@link SqlGate} lets pass only what reads the views, and the transaction
 * is one that DuckDB refuses every change in. Outside access is shut for all of the database. A
 * third limit each is on time, rows and bytes; memory is shared with the loaders, which try again.
 */
final class DuckDbSql implements SqlReader {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbSql.class);
  private static final long CANCEL_AGAIN_MILLIS = 50;
  private static final long LOOK_EVERY_MILLIS = 10;
  private static final int LISTINGS_MAX = 5;
  private static final String TOO_LONG = "a value is longer than the answer may be";

  private final Database database;
  private final DuckDbConfig config;
  private final SqlGate gate;
  private final LakeViews lakes;
  private final Semaphore free;

  private DuckDbSql(Database database, DuckDbConfig config, SqlGate gate, LakeViews lakes) {
    this.database = database;
    this.config = config;
    this.gate = gate;
    this.lakes = lakes;
    this.free = new Semaphore(config.sqlMax());
  }

  static DuckDbSql over(Database database, DuckDbConfig config, List<LakeTable> lakes)
      throws SQLException {
    try (DuckDBConnection connection = database.outside()) {
      LakeViews views = new LakeViews(lakes, config.sqlLakeFilesMax());
      return new DuckDbSql(database, config, SqlGate.of(connection), views);
    }
  }

  @Override
  public SqlTable ask(SqlQuestion question) {
    if (!free.tryAcquire()) {
      throw new StoreUnavailableException(
          "store: as many SQL questions run as may at once, "
              + config.sqlMax()
              + " (store.sql_max); ask again later",
          null);
    }
    AtomicReference<Statement> running = new AtomicReference<>();
    FutureTask<SqlTable> task = new FutureTask<>(() -> answer(question, running));
    Thread thread = new Thread(task, "store-sql");
    thread.setDaemon(true);
    try {
      thread.start();
      return answered(task);
    } catch (TimeoutException e) {
      throw new StoreUnavailableException(
          "store: the SQL question took longer than "
              + config.sqlTimeout().toMillis()
              + " ms (store.sql_timeout) and was given up",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("store: the SQL question was given up", e);
    } catch (ExecutionException e) {
      throw told(e.getCause());
    } finally {
      if (task.isDone()) {
        free.release();
      } else {
        stop(thread, running);
      }
    }
  }

  /** Waits for it, and looks at what it takes. */
  private SqlTable answered(FutureTask<SqlTable> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    long end = System.nanoTime() + config.sqlTimeout().toNanos();
    UntrackedMemory memory = UntrackedMemory.now();
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      try {
        return task.get(Math.max(1, Math.min(left, LOOK_EVERY_MILLIS)), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (left <= LOOK_EVERY_MILLIS) {
          throw e;
        }
        if (memory.grownBy() > config.memoryMaxBytes() + config.sqlMemoryBytes()) {
          throw new SqlRefusedException(
              "the question makes values of more than "
                  + config.sqlMemoryBytes()
                  + " bytes (store.sql_memory_bytes), such as texts or lists joined up of many rows;"
                  + " join fewer, or take a part of each");
        }
      }
    }
  }

  private static RuntimeException told(Throwable cause) {
    if (cause instanceof SQLException e) {
      if (reason(e).startsWith("Out of Memory Error")) {
        return new SqlRefusedException(
            "the question needs more memory than the store may hold (store.memory_max_bytes); ask"
                + " for fewer rows, or join up fewer or shorter texts. DuckDB says: "
                + reason(e));
      }
      StoreUnavailableException seen = Database.unavailable("the question failed", e);
      return seen.isBroken() ? seen : new SqlRefusedException(reason(e));
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  /** DuckDB's first line, without how the driver came to it. */
  private static String reason(SQLException e) {
    String said = String.valueOf(e.getMessage());
    int error = said.indexOf("Error: ");
    String own =
        said.startsWith("Invalid Input Error: Attempting") && error > 0
            ? said.substring(said.indexOf("\nError: ") + 8)
            : said;
    return own.lines().findFirst().orElse(own);
  }

  /**
   * Tells it to stop until it has: one that was not yet running does not hear it, and some work of
   * DuckDB's listens late. Nobody waits for that, but no other question runs meanwhile.
   */
  private void stop(Thread thread, AtomicReference<Statement> running) {
    Thread stopping =
        new Thread(
            () -> {
              try {
                while (thread.isAlive()) {
                  cancel(running.get());
                  thread.join(CANCEL_AGAIN_MILLIS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                free.release();
              }
            },
            "store-sql-stop");
    stopping.setDaemon(true);
    stopping.start();
  }

  private static void cancel(Statement statement) {
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      LOG.debug("it has just ended", e);
    }
  }

  /** A lake's file may be merged into another between its listing and its reading. */
  private SqlTable answer(SqlQuestion question, AtomicReference<Statement> running)
      throws SQLException {
    for (int listing = 1; ; listing++) {
      try {
        return answerOnce(question, running);
      } catch (SQLException e) {
        if (listing == LISTINGS_MAX || !LakeViews.isFileGone(e)) {
          throw e;
        }
      }
    }
  }

  private SqlTable answerOnce(SqlQuestion question, AtomicReference<Statement> running)
      throws SQLException {
    try (DuckDBConnection connection = database.outside()) {
      Set<String> views = new HashSet<>(SqlViews.create(connection, question.results()));
      views.addAll(lakes.names());
      String sql = gate.pass(connection, question.sql(), views);
      lakes.create(connection, question.sql());
      try (Statement statement = connection.createStatement()) {
        running.set(statement);
        statement.execute("BEGIN TRANSACTION READ ONLY");
        List<Column> columns = columns(statement, sql);
        return rows(statement, sql, columns);
      } finally {
        running.set(null);
      }
    }
  }

  private static List<Column> columns(Statement statement, String sql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM (" + sql + ")")) {
      while (row.next()) {
        columns.add(new Column(row.getString(1), row.getString(2)));
      }
    }
    return columns;
  }

  /** All values as texts, made by DuckDB; one that is too long must not reach this process. */
  private SqlTable rows(Statement statement, String sql, List<Column> columns) throws SQLException {
    StringBuilder ask = new StringBuilder("SELECT ");
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      ask.append(i == 0 ? "" : ", ");
      ask.append(
          "CASE WHEN strlen(c%1$d::VARCHAR) > %2$d THEN error('%3$s') ELSE c%1$d::VARCHAR END"
              .formatted(i, config.sqlBytes(), TOO_LONG));
      names.append(i == 0 ? "" : ", ").append('c').append(i);
    }
    ask.append(" FROM (").append(sql).append(") AS asked(").append(names).append(") LIMIT ");
    ask.append(config.sqlRowsMax() + 1L);
    List<List<String>> rows = new ArrayList<>();
    long bytes = 0;
    try (ResultSet row = statement.executeQuery(ask.toString())) {
      while (row.next()) {
        if (rows.size() == config.sqlRowsMax()) {
          return new SqlTable(columns, rows, true);
        }
        List<String> values = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
          String value = row.getString(i);
          bytes += value == null ? 0 : value.getBytes(StandardCharsets.UTF_8).length;
          if (bytes > config.sqlBytes()) {
            throw tooLarge();
          }
          values.add(value);
        }
        rows.add(values);
      }
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(TOO_LONG)) {
        throw tooLarge();
      }
      throw e;
    }
    return new SqlTable(columns, rows, false);
  }

  private SqlRefusedException tooLarge() {
    return new SqlRefusedException(
        "the answer is larger than "
            + config.sqlBytes()
            + " bytes (store.sql_bytes); ask for fewer rows or columns, or for sums");
  }
}
