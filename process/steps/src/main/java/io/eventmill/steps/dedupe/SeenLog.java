package io.eventmill.steps.dedupe;

/**
 * The remembered ids in the order in which they came: a ring of chunks, appended to at one end and
 * forgotten at the other. An id keeps its position as long as it is remembered.
 */
final class SeenLog {
  private static final int IN_CHUNK = SeenChunk.IDS - 1;

  private final SeenChunk[] ring;
  private long first;
  private long next;

  /**
   * @param idsMax how many ids it has to hold
   * @param first the number of the first one; they are counted on over restarts, so that chunks
   *     begin where they did
   */
  SeenLog(int idsMax, long first) {
    int chunks = (idsMax - 1 >> SeenChunk.SHIFT) + 2; // the first and the last may be half empty
    this.ring = new SeenChunk[Integer.highestOneBit(2 * chunks - 1)];
    this.first = first;
    this.next = first;
  }

  int size() {
    return (int) (next - first);
  }

  long first() {
    return first;
  }

  long next() {
    return next;
  }

  /** Adds an id and returns its position. */
  int add(long high, long low, long received, long clock) {
    int position = position(next++);
    int slot = position >> SeenChunk.SHIFT;
    if (ring[slot] == null) {
      ring[slot] = new SeenChunk();
    }
    ring[slot].put(position & IN_CHUNK, high, low, received, clock);
    return position;
  }

  int oldest() {
    return position(first);
  }

  /** Forgets the oldest. */
  void dropOldest() {
    int slot = position(first++) >> SeenChunk.SHIFT;
    if ((first & IN_CHUNK) == 0) {
      ring[slot] = null;
    }
  }

  /** The chunk that holds the id of that number. */
  SeenChunk chunkOf(long number) {
    return ring[position(number) >> SeenChunk.SHIFT];
  }

  long high(int position) {
    return ring[position >> SeenChunk.SHIFT].high(position & IN_CHUNK);
  }

  long low(int position) {
    return ring[position >> SeenChunk.SHIFT].low(position & IN_CHUNK);
  }

  long received(int position) {
    return ring[position >> SeenChunk.SHIFT].received(position & IN_CHUNK);
  }

  private int position(long number) {
    return (int) (number & ((long) ring.length << SeenChunk.SHIFT) - 1);
  }
}
