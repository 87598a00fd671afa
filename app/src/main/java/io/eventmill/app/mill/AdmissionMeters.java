package io.eventmill.app.mill;

import io.eventmill.collect.Collector;
import io.eventmill.pipeline.Source;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** On /metrics, requests that were refused because of who sent them, by source and reason. */
final class AdmissionMeters {
  private static final List<String> REASONS =
      List.of("write_key_missing", "write_key_wrong", "origin_not_allowed", "rate_limited");

  private AdmissionMeters() {}

  static void register(Collector collector, List<Source> sources, MeterRegistry meters) {
    for (Source source : sources) {
      for (String reason : REASONS) {
        FunctionCounter.builder(
                "eventmill.collect.refused.requests",
                collector.counts(),
                counts -> counts.refusedRequests(source.name(), reason))
            .tag("source", source.name())
            .tag("reason", reason)
            .description("Requests refused because of who sent them")
            .register(meters);
      }
    }
  }
}
