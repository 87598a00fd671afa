package io.eventmill.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Prints each event on a line of its own, and hands it on to the next sink when there is one. */
public final class PrintingSink implements EventSink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final EventSink next;

  /**
   * @param next null to print only
   */
  public PrintingSink(OutputStream out, EventSink next) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.next = next;
  }

  @Override
  public void put(long number, byte[] bytes, int from, int to)
      throws IOException, InterruptedException {
    out.write(bytes, from, to - from);
    out.write('\n');
    if (next != null) {
      next.put(number, bytes, from, to);
    }
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    out.flush();
    if (next != null) {
      next.flush();
    }
  }
}
