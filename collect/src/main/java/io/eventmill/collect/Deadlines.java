package io.eventmill.collect;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Things that must be over in time, all with the same time allowed: so the first in is the first
 * due, and a queue does what a timer for each would. Any thread may add, one sweeps.
 */
final class Deadlines {
  /** Something that ends by itself, or is told that it is late. */
  interface Due {
    boolean isOver();

    void late();
  }

  private record Entry(Due due, long atNanos) {}

  private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final long allowedNanos;
  private final LongSupplier nanoTime;

  Deadlines(long allowedNanos, LongSupplier nanoTime) {
    this.allowedNanos = allowedNanos;
    this.nanoTime = nanoTime;
  }

  void add(Due due) {
    entries.add(new Entry(due, nanoTime.getAsLong() + allowedNanos));
  }

  /** Forgets what is over and calls what is late; to be called now and then, by one thread. */
  void sweep() {
    long now = nanoTime.getAsLong();
    Entry first = entries.peek();
    while (first != null && (first.due.isOver() || first.atNanos - now <= 0)) {
      entries.poll();
      if (!first.due.isOver()) {
        first.due.late();
      }
      first = entries.peek();
    }
  }

  int size() {
    return entries.size();
  }
}
