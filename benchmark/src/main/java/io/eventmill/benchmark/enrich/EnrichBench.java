package io.eventmill.benchmark.enrich;

import io.eventmill.benchmark.log.Bare;
import io.eventmill.benchmark.log.Track;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.Heat;
import java.util.List;

/** The enrichment of page views: two fields added to each, all else unchanged. */
public final class EnrichBench implements Bench {
  static final String FAILED = "bench-failed";
  static final String DROPPED = "bench-dropped";

  @Override
  public String name() {
    return "enrich";
  }

  @Override
  public String question() {
    return "How fast are events checked and enriched, beside other engines and a bare copy?";
  }

  @Override
  public List<Heat> heats(Arena arena) throws Exception {
    Track track = Track.lay(arena);
    track.broker().make(FAILED, DROPPED);
    Checksum expected = PlainEnrichment.of(arena.events(), track.total());
    Enrichers enrichers = new Enrichers(arena, track);
    return List.of(
        new Heat(
            "",
            "Read an event, add `source_category` (by a table) and `user_email_domain` (what stands behind the @), write it. All of them at least once, at the parallelism of the cores.",
            expected,
            List.of(
                enrichers.eventmill(),
                enrichers.eventmillWhole(),
                Bare.copyToCompare(track),
                enrichers.kafkaStreams(),
                enrichers.flinkSql(),
                enrichers.spark())));
  }
}
