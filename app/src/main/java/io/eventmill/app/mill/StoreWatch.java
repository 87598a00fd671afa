package io.eventmill.app.mill;

import io.eventmill.store.EventWriter;
import io.eventmill.store.StoreUnavailableException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks a store every few seconds whether it is there, so that health shows its absence also while
 * nobody has anything to write; and how many rows it could not take.
 */
final class StoreWatch implements AutoCloseable {
  private static final String ASKED = "health";
  private static final long SECONDS = 3;

  private final EventWriter store;
  private final ScheduledExecutorService thread;
  private volatile String trouble;
  private volatile double refused = Double.NaN; // until it has answered

  private StoreWatch(EventWriter store) {
    this.store = store;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread asking = new Thread(run, "store watch");
              asking.setDaemon(true);
              return asking;
            });
  }

  static StoreWatch start(EventWriter store) {
    StoreWatch watch = new StoreWatch(store);
    watch.thread.scheduleWithFixedDelay(watch::ask, SECONDS, SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  private void ask() {
    try {
      store.positions(ASKED);
      refused = store.refused();
      trouble = null;
    } catch (StoreUnavailableException e) {
      trouble = e.getMessage();
    }
  }

  /** Rows that the store could not take; NaN until it has answered. */
  double refused() {
    return refused;
  }

  /** Why it could not be used when it was asked last. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
