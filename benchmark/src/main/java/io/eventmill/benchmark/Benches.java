package io.eventmill.benchmark;

import io.eventmill.benchmark.collect.CollectBench;
import io.eventmill.benchmark.enrich.EnrichBench;
import io.eventmill.benchmark.limits.LimitsBench;
import io.eventmill.benchmark.load.LoadBench;
import io.eventmill.benchmark.query.QueryBench;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.start.StartBench;
import java.util.List;

/** All benches, in the order of the page. */
final class Benches {
  static final List<Bench> ALL =
      List.of(
          new LimitsBench(), // first: what the others are held against
          new CollectBench(),
          new EnrichBench(),
          new LoadBench(),
          new QueryBench(),
          new StartBench());

  private Benches() {}

  static List<String> names() {
    return ALL.stream().map(Bench::name).toList();
  }
}
