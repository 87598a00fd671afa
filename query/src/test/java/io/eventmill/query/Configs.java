package io.eventmill.query;

import java.time.Duration;

/** Settings with one thing changed. */
final class Configs {
  private static final QueryConfig D = QueryConfig.defaults();

  private Configs() {}

  static QueryConfig withPieceBytes(int bytes) {
    return with(D.threads(), D.queueMax(), D.timeout(), bytes);
  }

  static QueryConfig withWorkers(int threads, int queueMax, Duration timeout) {
    return with(threads, queueMax, timeout, 1 << 20);
  }

  /** As when nobody says otherwise, but slow answers are waited for. */
  static QueryConfig patient() {
    return new QueryConfig(
        D.threads(),
        D.queueMax(),
        Duration.ofMinutes(5),
        D.pageMax(),
        D.csvRowsMax(),
        D.pieceBytes(),
        D.bucketsMax(),
        D.seriesMax(),
        D.valuesMax(),
        D.failedMax(),
        D.filtersMax(),
        D.bodyMax(),
        D.tableBodyMax(),
        D.pipelineBodyMax(),
        D.replayMax(),
        D.replayBatch(),
        D.replayWait(),
        D.usageRowsMax(),
        D.usageBy());
  }

  private static QueryConfig with(int threads, int queueMax, Duration timeout, int pieceBytes) {
    return new QueryConfig(
        threads,
        queueMax,
        timeout,
        1_000,
        5_000,
        pieceBytes,
        100,
        5,
        100,
        10,
        3,
        1_000,
        2_000,
        3_000,
        50,
        20,
        Duration.ofSeconds(5),
        6,
        D.usageBy());
  }
}
