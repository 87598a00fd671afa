package io.eventmill.simulate.send;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of lines that were not accepted, as they stood in the input, so that it can be mended
 * and sent. Made when the first such line comes; safe for threads, since refusals come from
 * several.
 */
final class Rejects implements AutoCloseable {
  private final Path file;
  private final byte[] header;
  private OutputStream out;
  private IOException failure;

  /**
   * @param file null to keep nothing
   * @param header stands at the file's head; null for nothing
   */
  Rejects(Path file, byte[] header) {
    this.file = file;
    this.header = header;
  }

  synchronized void add(byte[] line) {
    if (file == null || failure != null) {
      return;
    }
    try {
      if (out == null) {
        out = new BufferedOutputStream(Files.newOutputStream(file));
        if (header != null) {
          out.write(header);
        }
      }
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Throws what went wrong with the file meanwhile. */
  @Override
  public synchronized void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (failure != null) {
      throw new IOException(file + ": " + failure.getMessage(), failure);
    }
  }
}
