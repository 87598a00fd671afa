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
 * @param columnsMax columns made for fields; further fields stay reachable, but slower
 * @param fieldsMax fields whose names and uses are kept; further ones are found but not listed
 * @param checkpointBytes the write-ahead log is folded into the file when it has grown to this at
 *     the latest; with events of a usual size that happens earlier, at full row groups
 * @param windowsMax windows of counts that are held in memory, about 100 bytes each; with more,
 *     sums of counts come from the table and take longer
 * @param spillBytes what DuckDB may put into its temporary files
 * @param sqlMax questions in people's own SQL at once; one more is refused for now
 * @param sqlTimeout such a question that runs longer is given up
 * @param sqlRowsMax rows of its answer; the rest is left out, and the answer says so
 * @param sqlBytes bytes of its answer, and of one value in it
 * @param sqlMemoryBytes what such a question may hold beside what {@code store.memory_max_bytes}
 *     counts: values that are being made, such as texts joined up; above it the question is given
 *     up
 * @param sqlLakeFilesMax files of one lake that such a question reads; above it it is refused
 */
public record DuckDbConfig(
    Path folder,
    long memoryMaxBytes,
    int threads,
    int readersMax,
    Duration queryTimeout,
    int columnsMax,
    int fieldsMax,
    long checkpointBytes,
    int windowsMax,
    long spillBytes,
    int sqlMax,
    Duration sqlTimeout,
    int sqlRowsMax,
    long sqlBytes,
    long sqlMemoryBytes,
    int sqlLakeFilesMax) {
  public DuckDbConfig {
    Objects.requireNonNull(folder, "folder is null");
    Objects.requireNonNull(queryTimeout, "queryTimeout is null");
    if (memoryMaxBytes < 64L << 20) {
      throw new IllegalArgumentException(
          "store: memory must be 64 MB or more, found " + memoryMaxBytes + " bytes");
    }
    if (threads < 1 || readersMax < 1) {
      throw new IllegalArgumentException(
          "store: threads and readers must be 1 or more, found " + threads + " and " + readersMax);
    }
    if (columnsMax < 0 || columnsMax > 1_000 || fieldsMax < columnsMax) {
      throw new IllegalArgumentException(
          "store: columns must be 0 to 1,000 and fields at least as many, found "
              + columnsMax
              + " and "
              + fieldsMax);
    }
    if (checkpointBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "store: the log must be let grow to 1 MB or more, found " + checkpointBytes + " bytes");
    }
    if (spillBytes < 1 << 20 || sqlBytes < 1 << 10) {
      throw new IllegalArgumentException(
          "store: 1 MB of temporary files and 1 KB of an answer are the least, found "
              + spillBytes
              + " and "
              + sqlBytes
              + " bytes");
    }
    if (sqlMax < 0 || sqlRowsMax < 1 || sqlTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "store: sql_max must be 0 or more (0 forbids them), sql_rows_max and sql_timeout 1 or"
              + " more, found "
              + sqlMax
              + ", "
              + sqlRowsMax
              + " and "
              + sqlTimeout);
    }
    if (sqlMemoryBytes < 16L << 20 || sqlLakeFilesMax < 1) {
      throw new IllegalArgumentException(
          "store: sql_memory_bytes must be 16 MB or more and sql_lake_files_max 1 or more, found "
              + sqlMemoryBytes
              + " and "
              + sqlLakeFilesMax);
    }
    if (windowsMax < 0) {
      throw new IllegalArgumentException("store: windows must be 0 or more, found " + windowsMax);
    }
  }

  /** The same settings for a store elsewhere. */
  DuckDbConfig at(Path other) {
    return new DuckDbConfig(
        other,
        memoryMaxBytes,
        threads,
        readersMax,
        queryTimeout,
        columnsMax,
        fieldsMax,
        checkpointBytes,
        windowsMax,
        spillBytes,
        sqlMax,
        sqlTimeout,
        sqlRowsMax,
        sqlBytes,
        sqlMemoryBytes,
        sqlLakeFilesMax);
  }

  public static DuckDbConfig in(Path folder) {
    return new DuckDbConfig(
        folder,
        512L << 20,
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        4,
        Duration.ofSeconds(30),
        200,
        2_000,
        256L << 20,
        1_000_000,
        4L << 30,
        1,
        Duration.ofSeconds(20),
        10_000,
        32L << 20,
        256L << 20,
        20_000);
  }
}
