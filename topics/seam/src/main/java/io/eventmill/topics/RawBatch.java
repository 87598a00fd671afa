package io.eventmill.topics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * A batch of raw events on its way to the log, and what is known of each event by now. Safe for
 * threads: the log answers on its own.
 */
public final class RawBatch {
  private static final int OPEN = 0;
  private static final int WRITTEN = 1;
  private static final int REFUSED = 2;
  private static final int REFUSED_FOR_GOOD = 3;

  private final AtomicIntegerArray states;
  private final AtomicInteger open;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  RawBatch(int size) {
    states = new AtomicIntegerArray(size);
    open = new AtomicInteger(size);
    if (size == 0) {
      done.complete(null);
    }
  }

  public int size() {
    return states.length();
  }

  /** True when the event is on the log with all in-sync replicas. */
  public boolean isWritten(int event) {
    return states.get(event) == WRITTEN;
  }

  /** True when nobody knows yet: the event may still reach the log. */
  public boolean isOpen(int event) {
    return states.get(event) == OPEN;
  }

  /**
   * Completes when the log has answered for every event: normally when all are written, else with
   * the first exception that one of them met. Runs on the producer's thread: do little there.
   */
  public CompletionStage<Void> done() {
    return done;
  }

  /** True when the log will never take this event as it is, e.g. it is larger than allowed. */
  public boolean isRefusedForGood(int event) {
    return states.get(event) == REFUSED_FOR_GOOD;
  }

  boolean isRefused(int event) {
    return states.get(event) >= REFUSED;
  }

  Exception failure() {
    return failure.get();
  }

  /**
   * @param error null when it was written
   */
  void answered(int event, Exception error) {
    states.set(event, error == null ? WRITTEN : isForGood(error) ? REFUSED_FOR_GOOD : REFUSED);
    if (error != null) {
      failure.compareAndSet(null, error);
    }
    if (open.decrementAndGet() == 0) {
      if (failure.get() == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(failure.get());
      }
    }
  }

  /** Anything else may pass later: the log comes back, a right is granted, a clock put right. */
  private static boolean isForGood(Exception error) {
    return error instanceof RecordTooLargeException;
  }
}
