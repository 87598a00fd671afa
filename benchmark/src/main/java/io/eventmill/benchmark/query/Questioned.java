package io.eventmill.benchmark.query;

import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A full store that is asked questions of a kind.
 *
 * @param filled fills it when it is first wanted
 * @param ingest whether events come in meanwhile
 * @param quick few questions
 */
record Questioned(
    String name, String settings, Filled filled, Kind kind, boolean ingest, boolean quick)
    implements Contestant {
  private static final long INGEST_BEFORE_MILLIS = 1_000;

  /** Gives a store that is full. */
  interface Filled {
    Full get() throws Exception;
  }

  @Override
  public void prepare() throws Exception {
    filled.get();
  }

  @Override
  public Trial run(int round) throws Exception {
    Full full = filled.get();
    if (!ingest) {
      return trial(full.ask(kind, round, quick));
    }
    AutoCloseable coming = full.ingest();
    Asked asked;
    try {
      TimeUnit.MILLISECONDS.sleep(INGEST_BEFORE_MILLIS);
      asked = full.ask(kind, round, quick);
    } finally {
      coming.close();
    }
    return trial(asked);
  }

  private static Trial trial(Asked asked) {
    return new Trial(
        Map.of(
            Measure.P50, asked.latencies().p50Millis(), Measure.P99, asked.latencies().p99Millis()),
        asked.answers());
  }
}
