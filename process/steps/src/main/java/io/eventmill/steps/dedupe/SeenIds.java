package io.eventmill.steps.dedupe;

/**
 * The ids that one raw partition has let pass. An id is there before when it passed with a received
 * time no further than the window from the one asked for, earlier or later: what a collector kept
 * on its disk comes late, and the client may have sent it again meanwhile.
 *
 * <p>The clock is the latest received time of the partition. An id is remembered until the clock
 * has gone on by the window and a quarter since it came; so records that come up to a quarter of
 * the window late are judged exactly, and later ones may pass though they passed before. Above the
 * limit the oldest ids are forgotten first. Forgetting means that an event may be there twice,
 * never that one is lost. Not for several threads; a snapshot may be written by another one.
 */
public final class SeenIds {
  private final long window;
  private final long keep;
  private final int idsMax;
  private final SeenLog log;
  private final SeenIndex index;
  private long clock;
  private long forgottenAtLimit;

  public SeenIds(SeenWindow window) {
    this(window, SeenSnapshot.EMPTY);
  }

  /** Goes on where the snapshot was taken. A lower limit than then forgets the oldest. */
  public SeenIds(SeenWindow window, SeenSnapshot snapshot) {
    this.window = window.millis();
    this.keep = window.millis() + window.millis() / 4;
    this.idsMax = window.idsMax();
    long skipped = Math.max(0, snapshot.size() - (long) idsMax);
    this.log = new SeenLog(idsMax, snapshot.first() + skipped);
    this.index = new SeenIndex(log);
    this.clock = snapshot.clock();
    this.forgottenAtLimit = skipped;
    snapshot.replay(
        skipped, (high, low, received, then) -> index.put(log.add(high, low, received, then)));
  }

  /**
   * Whether the id passed before. If not, it passes now and is remembered.
   *
   * @param received when the event was accepted, epoch milliseconds
   */
  public boolean seenOrAdd(IdFingerprint id, long received) {
    clock = Math.max(clock, received);
    forgetOld();
    int position = index.find(id.high(), id.low());
    if (position != SeenIndex.NONE && near(log.received(position), received)) {
      return true;
    }
    if (log.size() == idsMax) {
      forgottenAtLimit++;
      forgetOldest();
    }
    index.put(log.add(id.high(), id.low(), received, clock));
    return false;
  }

  public int size() {
    return log.size();
  }

  /** The latest received time that was asked for; the least number before the first. */
  public long clock() {
    return clock;
  }

  /** How many ids were forgotten because of the limit. */
  public long forgottenAtLimit() {
    return forgottenAtLimit;
  }

  /** What is remembered now. Costs next to nothing: the log's chunks are shared. */
  public SeenSnapshot snapshot() {
    return SeenSnapshot.of(log, clock);
  }

  private void forgetOld() {
    while (log.size() > 0 && isPast(log.chunkOf(log.first()).clock())) {
      long end = Math.min(log.next(), (log.first() >> SeenChunk.SHIFT) + 1 << SeenChunk.SHIFT);
      while (log.first() < end) {
        forgetOldest();
      }
    }
  }

  /** As numbers without a sign, so that no pair of times is too far apart to subtract. */
  private boolean isPast(long then) {
    return Long.compareUnsigned(clock - then, keep) > 0;
  }

  private boolean near(long one, long other) {
    long apart = one > other ? one - other : other - one;
    return Long.compareUnsigned(apart, window) <= 0;
  }

  private void forgetOldest() {
    index.remove(log.oldest());
    log.dropOldest();
  }
}
