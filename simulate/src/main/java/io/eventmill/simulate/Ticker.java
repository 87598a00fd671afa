package io.eventmill.simulate;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Time that passes: a monotonic count and the only way this module waits. A test has its own. */
public interface Ticker {
  /** How late a wish to stop may be noticed. */
  Duration SLICE = Duration.ofMillis(200);

  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        }
      };

  long nanos();

  void sleep(Duration time) throws InterruptedException;

  /** Sleeps in short slices, and no longer than until somebody wants to stop. */
  default void sleepUnless(BooleanSupplier stop, Duration time) throws InterruptedException {
    long until = nanos() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !stop.getAsBoolean(); left = until - nanos()) {
      sleep(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
    }
  }
}
