package io.eventmill.simulate;

import java.io.PrintStream;
import java.time.Duration;

/** Progress for logs and pipes: a line now and then, none for what is over quickly. */
final class LineProgress implements Progress {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintStream out;
  private final Ticker ticker;
  private long next;

  LineProgress(PrintStream out, Ticker ticker) {
    this.out = out;
    this.ticker = ticker;
    this.next = ticker.nanos() + EVERY_NANOS;
  }

  @Override
  public synchronized void at(long done, long total, long events) {
    long now = ticker.nanos();
    if (now - next >= 0) {
      next = now + EVERY_NANOS;
      out.println(events + " events" + (total > 0 ? ", " + done * 100 / total + " %" : ""));
    }
  }

  @Override
  public synchronized void note(String message) {
    out.println(message);
  }
}
