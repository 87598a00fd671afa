package io.eventmill.simulate.drawn;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/**
 * Randomness of our own (xoshiro256++, Blackman and Vigna): the same seed gives the same numbers on
 * every JDK, and without a seed 256 bits from the system keep the ids of two runs apart. Not for
 * secrets, not for sharing between threads.
 */
public final class Dice {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  Dice(long s0, long s1, long s2, long s3) {
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  public static Dice of(long seed) {
    return new Dice(mix(seed, 1), mix(seed, 2), mix(seed, 3), mix(seed, 4));
  }

  public static Dice unseeded() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    ByteBuffer b = ByteBuffer.wrap(bytes);
    return new Dice(b.getLong(), b.getLong(), b.getLong(), b.getLong() | 1); // never all zero
  }

  public long next() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform in [0, 1). */
  public double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, bound); the bias is below 2⁻³¹ for any bound we use. */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Uniform in [-bound, bound), or 0 for a bound of 0. */
  public int around(int bound) {
    return bound == 0 ? 0 : below(2 * bound) - bound;
  }

  public <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  /** SplitMix64's output function, the seeding that the generator's authors advise. */
  private static long mix(long seed, int step) {
    long z = seed + step * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
