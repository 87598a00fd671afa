package io.eventmill.benchmark.http;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;

/** What was struck, as figures. */
final class Trials {
  private Trials() {}

  static Trial of(HammerProcess.Struck struck, Plan plan, Checksum found) {
    Hit hit = struck.hit();
    return Trial.of(hit.requests() * plan.array(), struck.span(), found)
        .with(Measure.REQUESTS, hit.requests() / hit.seconds())
        .with(Measure.P50, hit.p50Millis())
        .with(Measure.P99, hit.p99Millis());
  }
}
