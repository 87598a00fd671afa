package io.eventmill.app.e2e.kill;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at a condition until it holds. */
final class Await {
  private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

  private Await() {}

  static void until(Duration patience, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + patience.toSeconds() + " s for " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }
}
