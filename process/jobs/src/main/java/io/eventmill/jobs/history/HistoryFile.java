package io.eventmill.jobs.history;

import java.util.Objects;

/**
 * A file of stored events and whose they are.
 *
 * @param path address, as Flink's file systems take it
 * @param source of the pipeline
 * @param bytes as it lies there
 * @param changedMillis when it was last written, epoch milliseconds
 */
public record HistoryFile(String path, String source, long bytes, long changedMillis) {
  public HistoryFile {
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(source, "source is null");
  }
}
