package io.eventmill.benchmark.http;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;

/** What was struck, as figures. */
public final class Trials {
  private Trials() {}

  /**
   * @param half at half of the load; its latencies are the ones that count
   */
  public static Trial of(HammerProcess.Struck struck, Plan plan, Hit half, Checksum found) {
    Hit hit = struck.hit();
    return Trial.of(hit.requests() * plan.array(), struck.span(), found)
        .with(Measure.REQUESTS, hit.requests() / hit.seconds())
        .with(Measure.P50, half.p50Millis())
        .with(Measure.P99, half.p99Millis());
  }
}
