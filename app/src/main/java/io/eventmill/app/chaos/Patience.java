package io.eventmill.app.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waiting that ends when the run is stopped. */
final class Patience {
  private static final long LOOK_AGAIN_MILLIS = 200;

  private volatile boolean stopped;

  /** What is waited for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * @throws IllegalStateException when it has not come to pass within the time
   * @throws StoppedException when the run was stopped
   */
  void until(String what, Duration most, Condition condition) throws Exception {
    until(() -> what, most, condition);
  }

  /** The same, where what is waited for is said at the end. */
  void until(Supplier<String> what, Duration most, Condition condition) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + most.toSeconds() + " s for " + what.get());
      }
      pause(Duration.ofMillis(LOOK_AGAIN_MILLIS));
    }
  }

  void pause(Duration length) throws InterruptedException, StoppedException {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (stopped) {
        throw new StoppedException();
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS)));
    }
  }

  /** The run was stopped before there was a verdict. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    StoppedException() {
      super("stopped before the verdict");
    }
  }
}
