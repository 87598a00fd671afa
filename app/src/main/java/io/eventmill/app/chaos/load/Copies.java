package io.eventmill.app.chaos.load;

import java.util.Arrays;

/** How often each number was seen, up to 127 times. */
public final class Copies {
  private byte[] counts = new byte[1 << 16];
  private long total;

  public void add(int n) {
    if (n >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(n + 1, counts.length * 2));
    }
    if (counts[n] < Byte.MAX_VALUE) {
      counts[n]++;
    }
    total++;
  }

  public void takeBack(int n) {
    counts[n]--;
    total--;
  }

  public int of(int n) {
    return n < counts.length ? counts[n] : 0;
  }

  public long total() {
    return total;
  }
}
