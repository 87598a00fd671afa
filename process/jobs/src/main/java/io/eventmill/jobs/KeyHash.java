package io.eventmill.jobs;

/** A key as its 128-bit fingerprint: two numbers in state and timers instead of texts. */
public record KeyHash(long high, long low) {
  /** Written out, since Flink sends keys to workers by it: it must be the same on all of them. */
  @Override
  public int hashCode() {
    return Long.hashCode(high);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash key && high == key.high && low == key.low;
  }
}
