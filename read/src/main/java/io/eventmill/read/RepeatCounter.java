package io.eventmill.read;

/**
 * How often the same 128 bits were seen before. Exact within the last {@code distinct} different
 * ones at least, and forgetful beyond: two tables take turns, the older one is dropped when the
 * newer is full. In 20 bytes per slot, since a log may have many millions of lines.
 */
final class RepeatCounter {
  private static final int SMALLEST = 1 << 10;

  private final int distinct;
  private Table current = new Table(SMALLEST);
  private Table previous = new Table(SMALLEST);

  RepeatCounter(int distinct) {
    this.distinct = distinct;
  }

  /** Counts this one and returns how many there were before it. */
  int countOf(long high, long low) {
    int before = current.get(high, low);
    if (before == 0) {
      before = previous.get(high, low);
    }
    if (current.size == distinct && current.get(high, low) == 0) {
      previous = current;
      current = new Table(SMALLEST);
    }
    current = current.put(high, low, before + 1);
    return before;
  }

  /** Open addressing; the bits are a hash already. */
  private static final class Table {
    private final long[] highs;
    private final long[] lows;
    private final int[] counts;
    private int size;

    Table(int slots) {
      highs = new long[slots];
      lows = new long[slots];
      counts = new int[slots];
    }

    int get(long high, long low) {
      return counts[slot(high, low)];
    }

    Table put(long high, long low, int count) {
      if (size * 2 >= counts.length) {
        return doubled().put(high, low, count);
      }
      int slot = slot(high, low);
      size += counts[slot] == 0 ? 1 : 0;
      highs[slot] = high;
      lows[slot] = low;
      counts[slot] = count;
      return this;
    }

    private int slot(long high, long low) {
      int slot = (int) low & counts.length - 1;
      while (counts[slot] != 0 && (highs[slot] != high || lows[slot] != low)) {
        slot = slot + 1 & counts.length - 1;
      }
      return slot;
    }

    private Table doubled() {
      Table larger = new Table(counts.length * 2);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          larger = larger.put(highs[i], lows[i], counts[i]);
        }
      }
      return larger;
    }
  }
}
