package io.eventmill.store.duckdb;

import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlReader;
import io.eventmill.store.SqlTable;
import io.eventmill.store.StoreUnavailableException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/** A store's file that no server works on, to be asked in SQL. Nothing in it is changed. */
public final class StoppedStore implements SqlReader, AutoCloseable {
  private final Database database;
  private final SqlReader sql;

  private StoppedStore(Database database, SqlReader sql) {
    this.database = database;
    this.sql = sql;
  }

  /** Whether there is a store in the folder. */
  public static boolean isIn(DuckDbConfig config) {
    return Files.exists(config.folder().resolve(DuckDbStore.FILE));
  }

  /**
   * @param lakes that can be asked, too
   * @throws StoreUnavailableException when another process holds the file
   */
  public static StoppedStore open(DuckDbConfig config, List<LakeTable> lakes) {
    Database database = Database.openToRead(config, lakes);
    try {
      return new StoppedStore(database, DuckDbSql.over(database, config, lakes));
    } catch (SQLException e) {
      throw new StoreUnavailableException("store: cannot open: " + e.getMessage(), e);
    }
  }

  @Override
  public SqlTable ask(SqlQuestion question) {
    return sql.ask(question);
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException("store: could not be closed: " + e.getMessage(), e);
    }
  }
}
