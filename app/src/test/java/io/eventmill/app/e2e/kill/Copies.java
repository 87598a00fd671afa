package io.eventmill.app.e2e.kill;

import java.util.Arrays;

/** How often each number was seen, up to 127 times. */
final class Copies {
  private byte[] counts = new byte[1 << 16];
  private long total;

  void add(int n) {
    if (n >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(n + 1, counts.length * 2));
    }
    if (counts[n] < Byte.MAX_VALUE) {
      counts[n]++;
    }
    total++;
  }

  void takeBack(int n) {
    counts[n]--;
    total--;
  }

  int of(int n) {
    return n < counts.length ? counts[n] : 0;
  }

  long total() {
    return total;
  }
}
