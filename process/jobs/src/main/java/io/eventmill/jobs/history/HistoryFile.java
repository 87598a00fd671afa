package io.eventmill.jobs.history;

import java.util.Objects;

/**
 * A file of stored events and whose they are.
 *
 * @param path address, as Flink's file systems take it
 * @param source of the pipeline
 * @param bytes as it lies there
 * @param changedMillis when it was last written, epoch milliseconds
 * @param number of files that are read in an order, which this is; 0 for a lake's, whose rows have
 *     places of their own
 */
public record HistoryFile(String path, String source, long bytes, long changedMillis, int number) {
  public HistoryFile {
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(source, "source is null");
  }

  /** A file of a lake. */
  public HistoryFile(String path, String source, long bytes, long changedMillis) {
    this(path, source, bytes, changedMillis, 0);
  }
}
