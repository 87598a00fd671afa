package io.eventmill.jobs.lake;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes through; closing it leaves the stream below open. */
final class CountedStream extends OutputStream {
  private OutputStream out;
  private long bytes;

  CountedStream(OutputStream out) {
    this.out = out;
  }

  long bytes() {
    return bytes;
  }

  /** What comes from here on goes nowhere. */
  void stop() {
    out = OutputStream.nullOutputStream();
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    bytes++;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
    bytes += length;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
