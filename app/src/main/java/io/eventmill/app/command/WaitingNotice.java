package io.eventmill.app.command;

import io.eventmill.simulate.door.DoorListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says that the server does not take events now, at most every few seconds. */
final class WaitingNotice implements DoorListener {
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final AtomicLong last = new AtomicLong(System.nanoTime() - EVERY_NANOS);

  WaitingNotice(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void waiting(String why, Duration wait) {
    long now = System.nanoTime();
    long before = last.get();
    if (now - before >= EVERY_NANOS && last.compareAndSet(before, now)) {
      out.println("Not taken for now, trying again: " + why);
      out.flush();
    }
  }
}
