package io.eventmill.benchmark.measure;

import java.nio.charset.StandardCharsets;

/**
 * How many records, and a sum over their hashes: the same for the same records in whatever order,
 * different when one is missing, doubled or another.
 */
public record Checksum(long count, long sum) {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public static final Checksum NONE = new Checksum(0, 0);

  public Checksum plus(byte[] record) {
    return new Checksum(count + 1, sum + hash(record));
  }

  public Checksum plus(String record) {
    return plus(record.getBytes(StandardCharsets.UTF_8));
  }

  /** FNV-1a, mixed once more so that sums of like records do not cancel out. */
  static long hash(byte[] bytes) {
    long h = FNV_BASIS;
    for (byte b : bytes) {
      h = (h ^ (b & 0xff)) * FNV_PRIME;
    }
    h = (h ^ (h >>> 32)) * 0x9e3779b97f4a7c15L;
    return h ^ (h >>> 29);
  }

  @Override
  public String toString() {
    return "%d records, checksum %016x".formatted(count, sum);
  }
}
