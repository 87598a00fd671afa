package io.eventmill.simulate.send;

import io.eventmill.simulate.Progress;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorListener;
import io.eventmill.simulate.door.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hears what becomes of events, and remembers the lines of those under way, so that a refused one
 * can be written to the rejects as it stood in the file. What is under way is bounded by the queue.
 */
final class Deliveries implements DoorListener {
  private static final long TELL_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Rejects rejects;
  private final boolean remembers;
  private final Progress progress;
  private final Ticker ticker;
  private final Map<Long, byte[]> underWay = new ConcurrentHashMap<>();
  private long tellNext;

  Deliveries(Rejects rejects, boolean remembers, Progress progress, Ticker ticker) {
    this.rejects = rejects;
    this.remembers = remembers;
    this.progress = progress;
    this.ticker = ticker;
    this.tellNext = ticker.nanos();
  }

  void sending(long line, byte[] original) {
    if (remembers) {
      underWay.put(line, original);
    }
  }

  @Override
  public void kept(long[] numbers, int from, int to) {
    for (int i = from; remembers && i < to; i++) {
      underWay.remove(numbers[i]);
    }
  }

  @Override
  public void refused(Refusal refusal) {
    byte[] original = underWay.remove(refusal.number());
    if (original != null) {
      rejects.add(original);
    }
  }

  @Override
  public synchronized void waiting(String why, Duration wait) {
    long now = ticker.nanos();
    if (now - tellNext >= 0) {
      tellNext = now + TELL_EVERY_NANOS;
      progress.note(why + "; trying again");
    }
  }
}
