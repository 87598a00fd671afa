package io.eventmill.store.duckdb;

import java.math.BigInteger;

/** A sum of squares that outgrows 64 bits, without an object per summand. */
final class Sum128 {
  private long high;
  private long low;

  void addSquare(long x) {
    long square = x * x;
    low += square;
    high += Math.multiplyHigh(x, x) + (Long.compareUnsigned(low, square) < 0 ? 1 : 0);
  }

  BigInteger value() {
    BigInteger lowest = BigInteger.valueOf(low & Long.MAX_VALUE);
    return BigInteger.valueOf(high).shiftLeft(64).add(low < 0 ? lowest.setBit(63) : lowest);
  }
}
