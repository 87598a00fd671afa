package io.eventmill.simulate.shop;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.drawn.Dice;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The way from an event's time to its sending: each is held back for a random while, so that later
 * ones overtake it, but never for longer than the disorder asked for. Holds a bounded number; the
 * one that is due first goes early when there are more.
 */
final class Detours {
  private final long longestNanos;
  private final int most;
  private final Dice dice;
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparingLong(Held::number));

  private record Held(long due, long number, EventSink sink, byte[] event) {}

  Detours(long longestNanos, int most, Dice dice) {
    this.longestNanos = longestNanos;
    this.most = most;
    this.dice = dice;
  }

  /** Takes an event of now; it goes at once where there is no disorder. */
  void add(long now, long number, EventSink sink, byte[] event)
      throws IOException, InterruptedException {
    long delay = longestNanos == 0 ? 0 : (long) (dice.unit() * longestNanos);
    held.add(new Held(now + delay, number, sink, event));
    if (held.size() > most) {
      sendFirst();
    }
    release(now);
  }

  /** Sends what is due. */
  void release(long now) throws IOException, InterruptedException {
    while (!held.isEmpty() && held.peek().due() <= now) {
      sendFirst();
    }
  }

  /** Sends all, in the order in which they would have gone. */
  void releaseAll() throws IOException, InterruptedException {
    while (!held.isEmpty()) {
      sendFirst();
    }
  }

  /** How long until the next one is due; at most the given time. */
  long nanosUntilNext(long now, long atMost) {
    return held.isEmpty() ? atMost : Math.min(atMost, Math.max(0, held.peek().due() - now));
  }

  private void sendFirst() throws IOException, InterruptedException {
    Held first = held.remove();
    first.sink().put(first.number(), first.event(), 0, first.event().length);
  }
}
