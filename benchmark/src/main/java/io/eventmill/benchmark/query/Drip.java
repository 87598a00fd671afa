package io.eventmill.benchmark.query;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Events that come while questions are asked: some every tenth of a second, until closed. */
final class Drip implements AutoCloseable {
  static final int EVENTS_PER_SECOND = 5_000;
  private static final int TIMES_PER_SECOND = 10;
  private static final int END_MAX_SECONDS = 30;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Exception> trouble = new AtomicReference<>();

  private Drip() {}

  /** Takes so many events. */
  interface Vessel {
    void add(int events) throws Exception;
  }

  static Drip into(Vessel vessel) {
    Drip drip = new Drip();
    drip.thread.scheduleAtFixedRate(
        () -> drip.drop(vessel), 0, 1_000 / TIMES_PER_SECOND, TimeUnit.MILLISECONDS);
    return drip;
  }

  private void drop(Vessel vessel) {
    try {
      if (trouble.get() == null) {
        vessel.add(EVENTS_PER_SECOND / TIMES_PER_SECOND);
      }
    } catch (Exception e) {
      trouble.compareAndSet(null, e);
    }
  }

  /**
   * @throws IllegalStateException when events could not be taken meanwhile
   */
  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(END_MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the last events were not taken within half a minute");
    }
    if (trouble.get() != null) {
      throw new IllegalStateException("events could not be taken", trouble.get());
    }
  }
}
