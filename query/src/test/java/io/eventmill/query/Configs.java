package io.eventmill.query;

import java.time.Duration;

/** Settings with one thing changed. */
final class Configs {
  private static final QueryConfig D = QueryConfig.defaults();

  private Configs() {}

  static QueryConfig withPieceBytes(int bytes) {
    return new QueryConfig(
        D.threads(), D.queueMax(), D.timeout(), 1_000, 5_000, bytes, 100, 5, 100, 10, 3);
  }

  static QueryConfig withWorkers(int threads, int queueMax, Duration timeout) {
    return new QueryConfig(threads, queueMax, timeout, 1_000, 5_000, 1 << 20, 100, 5, 100, 10, 3);
  }
}
