package io.eventmill.steps.dedupe;

/**
 * A stretch of the log of ids, three numbers each: fingerprint and received time. Only ever
 * appended to, so that a snapshot shares it instead of copying it. The numbers stand as the bytes
 * that a checkpoint holds.
 */
final class SeenChunk {
  static final int SHIFT = 9;
  static final int IDS = 1 << SHIFT;
  static final int ID_BYTES = 3 * Long.BYTES;

  final byte[] bytes = new byte[IDS * ID_BYTES];
  private long clock;

  /** The partition's clock when the last id came in. */
  long clock() {
    return clock;
  }

  void put(int i, long high, long low, long received, long now) {
    Longs.set(bytes, 3 * i, high);
    Longs.set(bytes, 3 * i + 1, low);
    Longs.set(bytes, 3 * i + 2, received);
    clock = now;
  }

  long high(int i) {
    return Longs.at(bytes, 3 * i);
  }

  long low(int i) {
    return Longs.at(bytes, 3 * i + 1);
  }

  long received(int i) {
    return Longs.at(bytes, 3 * i + 2);
  }
}
