package io.eventmill.benchmark.query;

import io.eventmill.benchmark.measure.Checksum;

/** What was answered, and how fast. */
record Asked(Checksum answers, Latencies latencies) {
  static Asked by(Respondent respondent, Kind kind, long events, int round, boolean quick)
      throws Exception {
    Checksum answers = Latencies.compared(respondent, kind, events);
    return new Asked(answers, Latencies.of(respondent, kind, events, round, quick));
  }
}
