package io.eventmill.steps.dedupe;

/**
 * From a fingerprint to the position in the log where its id last came: open addressing, one int
 * per slot, at most two thirds full. Grows and shrinks with what it holds.
 */
final class SeenIndex {
  static final int NONE = -1;
  private static final int LEAST = 64;

  private final SeenLog log;
  private int[] slots = new int[LEAST]; // position + 1; 0 is free
  private int used;

  SeenIndex(SeenLog log) {
    this.log = log;
  }

  int find(long high, long low) {
    int held = slots[slotOf(high, low)];
    return held == 0 ? NONE : held - 1;
  }

  /** Points the fingerprint that stands at the position in the log to it. */
  void put(int position) {
    int slot = slotOf(log.high(position), log.low(position));
    if (slots[slot] == 0) {
      used++;
    }
    slots[slot] = position + 1;
    if (used > slots.length / 3 * 2) {
      resize(slots.length * 2);
    }
  }

  /** Takes the position out, unless the id came again later. */
  void remove(int position) {
    int slot = slotOf(log.high(position), log.low(position));
    if (slots[slot] != position + 1) {
      return;
    }
    close(slot);
    used--;
    if (slots.length > LEAST && used < slots.length / 8) {
      resize(slots.length / 2);
    }
  }

  /** The slot that holds the fingerprint, or the free one where it belongs. */
  private int slotOf(long high, long low) {
    int slot = home(high, low);
    while (slots[slot] != 0) {
      int position = slots[slot] - 1;
      if (log.low(position) == low && log.high(position) == high) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /** Empties a slot and moves up what would not be found any more behind a free one. */
  private void close(int free) {
    int mask = slots.length - 1;
    for (int slot = free + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int position = slots[slot] - 1;
      int home = home(log.high(position), log.low(position));
      if ((slot - home & mask) >= (slot - free & mask)) {
        slots[free] = slots[slot];
        free = slot;
      }
    }
    slots[free] = 0;
  }

  private void resize(int length) {
    int[] before = slots;
    slots = new int[length];
    for (int held : before) {
      if (held != 0) {
        slots[slotOf(log.high(held - 1), log.low(held - 1))] = held;
      }
    }
  }

  /** Ids made in the same millisecond share half their bits: all of them take part. */
  private int home(long high, long low) {
    long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
    return (int) (mixed >>> 32) & slots.length - 1;
  }
}
