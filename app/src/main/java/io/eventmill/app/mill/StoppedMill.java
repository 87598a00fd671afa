package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.query.SqlAnswer;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.StoppedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data folder in which no server works, to be asked in SQL. It is held meanwhile, so that no
 * server starts in it; nothing in it is changed.
 */
public final class StoppedMill implements AutoCloseable {
  private final DataFolder data;
  private final List<Pipeline> pipelines;
  private final StoppedStore store;

  private StoppedMill(DataFolder data, List<Pipeline> pipelines, StoppedStore store) {
    this.data = data;
    this.pipelines = pipelines;
    this.store = store;
  }

  /**
   * Opens the store there to read; none when a server works in the folder, or there is no store.
   *
   * @param pipelines whose counts, conversions and archives can be asked for
   */
  public static Optional<StoppedMill> open(Path folder, List<Pipeline> pipelines)
      throws IOException {
    if (!Files.exists(folder.resolve("lock"))) {
      return Optional.empty(); // not a folder that a server had
    }
    DataFolder data;
    try {
      data = DataFolder.hold(folder);
    } catch (UseException e) {
      return Optional.empty();
    }
    DuckDbConfig config = MillSettings.defaults(data.store(), data.spool()).store();
    if (!StoppedStore.isIn(config)) {
      data.close();
      return Optional.empty();
    }
    try {
      StoppedStore store = StoppedStore.open(config, LakeTables.of(pipelines, data));
      return Optional.of(new StoppedMill(data, pipelines, store));
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /**
   * What a server would answer.
   *
   * @throws SqlRefusedException when the statement is not one that may be asked, or is wrong
   */
  public byte[] ask(String sql, boolean csv) {
    return SqlAnswer.of(store, PipelineResults.of(() -> pipelines, null, null), sql, csv);
  }

  @Override
  public void close() throws IOException {
    try (data) {
      store.close();
    }
  }
}
