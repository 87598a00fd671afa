package io.eventmill.collect;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that is going to be true, instead of for a time. */
public final class Eventually {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Eventually() {}

  public static void holds(Callable<Boolean> condition) throws Exception {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("did not come true within 30 s");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
