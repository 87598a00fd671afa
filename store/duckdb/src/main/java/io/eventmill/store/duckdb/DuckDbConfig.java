package io.eventmill.store.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * @param folder where the database file and DuckDB's temporary files live; made when absent
 * @param memoryMaxBytes what DuckDB may hold in memory; beyond it, it spills to the folder
 * @param threads DuckDB's worker threads
 * @param readersMax questions answered at once; further ones wait
 * @param queryTimeout a question that waits or runs longer is given up
 * @param columnsMax fields that get a column of their own; further ones stay reachable, slower
 * @param checkpointBytes the write-ahead log is folded into the file when it has grown to this
 */
public record DuckDbConfig(
    Path folder,
    long memoryMaxBytes,
    int threads,
    int readersMax,
    Duration queryTimeout,
    int columnsMax,
    long checkpointBytes) {
  public DuckDbConfig {
    Objects.requireNonNull(folder, "folder is null");
    Objects.requireNonNull(queryTimeout, "queryTimeout is null");
  }

  public static DuckDbConfig in(Path folder) {
    return new DuckDbConfig(
        folder,
        512L << 20,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        4,
        Duration.ofSeconds(30),
        200,
        64L << 20);
  }
}
