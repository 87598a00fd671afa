package io.eventmill.simulate;

import java.io.PrintStream;

/** Watches something long. Called by several threads. */
public interface Progress extends AutoCloseable {
  Progress NONE = (done, total, events) -> {};

  /** A bar on a terminal, a plain line every few seconds elsewhere. */
  static Progress on(PrintStream out, boolean terminal, Ticker ticker) {
    return terminal ? new BarProgress(out) : new LineProgress(out, ticker);
  }

  /**
   * @param done bytes of the input that were read
   * @param total bytes of the input, 0 when nobody knows
   * @param events that were read
   */
  void at(long done, long total, long events);

  /** Something worth a line, such as a collector that does not answer. */
  default void note(String message) {}

  @Override
  default void close() {}
}
