package io.eventmill.steps.validate;

import java.util.Arrays;

/**
 * The names that stand in the objects of one event, to find one that stands twice. Names are
 * offsets into the event, so that nothing is copied; space is kept for the next event.
 */
final class NameSet {
  private static final int SLOTS_MIN = 64;
  private static final int SLOTS_KEPT = 4_096;

  /** More steps than this to place a name means that the names were chosen to collide. */
  private static final int STEPS_MAX = 64;

  /** Each slot: the object's number, the name's first byte, the byte behind it. */
  private int[] slots = new int[SLOTS_MIN * 3];

  private int used;

  void clear() {
    if (used == 0) {
      return;
    }
    used = 0;
    if (slots.length > SLOTS_KEPT * 3) {
      slots = new int[SLOTS_MIN * 3];
    } else {
      Arrays.fill(slots, 0);
    }
  }

  /** What came of adding a name. */
  enum Added {
    NEW,
    TWICE,
    /** Not found out; another way must be taken. */
    UNKNOWN
  }

  /**
   * @param object number of the object, from 1
   */
  Added add(byte[] json, int object, int from, int to) {
    if (used * 2 >= slots.length / 3) {
      grow(json);
    }
    int slot = slot(slots, json, object, from, to);
    for (int step = 0; step < STEPS_MAX; step++) {
      if (slots[slot] == 0) {
        put(slots, slot, object, from, to);
        used++;
        return Added.NEW;
      }
      boolean same =
          slots[slot] == object
              && Arrays.equals(json, slots[slot + 1], slots[slot + 2], json, from, to);
      if (same) {
        return Added.TWICE;
      }
      slot = slot + 3 == slots.length ? 0 : slot + 3;
    }
    return Added.UNKNOWN;
  }

  private void grow(byte[] json) {
    int[] larger = new int[slots.length * 2];
    for (int i = 0; i < slots.length; i += 3) {
      if (slots[i] != 0) {
        int slot = slot(larger, json, slots[i], slots[i + 1], slots[i + 2]);
        while (larger[slot] != 0) {
          slot = slot + 3 == larger.length ? 0 : slot + 3;
        }
        put(larger, slot, slots[i], slots[i + 1], slots[i + 2]);
      }
    }
    slots = larger;
  }

  private static void put(int[] slots, int slot, int object, int from, int to) {
    slots[slot] = object;
    slots[slot + 1] = from;
    slots[slot + 2] = to;
  }

  private static int slot(int[] slots, byte[] json, int object, int from, int to) {
    int hash = object;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + json[i];
    }
    hash *= 0x9e3779b9;
    return ((hash ^ hash >>> 16) & slots.length / 3 - 1) * 3;
  }
}
