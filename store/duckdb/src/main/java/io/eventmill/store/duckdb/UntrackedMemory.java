package io.eventmill.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds beside Java's heap, as Linux tells it. DuckDB's own limit does not see
 * the values that its functions and aggregates are just making; elsewhere than on Linux nobody sees
 * them.
 */
final class UntrackedMemory {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  private final long before;

  private UntrackedMemory(long before) {
    this.before = before;
  }

  static UntrackedMemory now() {
    return new UntrackedMemory(held());
  }

  /** Bytes more than then. */
  long grownBy() {
    return held() - before;
  }

  private static long held() {
    try {
      String resident = Files.readString(STATM).split(" ")[1];
      return Math.max(0, Long.parseLong(resident) * PAGE - Runtime.getRuntime().totalMemory());
    } catch (IOException | RuntimeException e) {
      return 0; // not Linux
    }
  }
}
