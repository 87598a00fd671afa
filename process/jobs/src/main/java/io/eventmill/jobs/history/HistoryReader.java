package io.eventmill.jobs.history;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, in their order. */
public interface HistoryReader extends Closeable {
  /**
   * The next row, null at the end. A row that cannot be read is a row like any other.
   *
   * @throws IOException when nothing behind this point can be read
   */
  HistoryRow next() throws IOException;

  /** Bytes of the file that have been taken so far. */
  long bytes();
}
