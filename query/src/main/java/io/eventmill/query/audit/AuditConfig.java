package io.eventmill.query.audit;

import java.time.Duration;

/**
 * Settings under {@code audit}.
 *
 * @param every how often the equation is worked out for the metrics
 * @param window how far back the metrics look
 * @param minutesMax minutes in one answer
 * @param findingsMax differences of one report that are looked into; the rest is told by number
 * @param examplesMax events that a finding names
 * @param scanMax records that are read to look into one difference
 * @param traceMax newest raw records that a trace searches for an id that the store does not know
 */
public record AuditConfig(
    Duration every,
    Duration window,
    int minutesMax,
    int findingsMax,
    int examplesMax,
    int scanMax,
    int traceMax) {
  public AuditConfig {
    if (every.toMillis() < 1_000) {
      throw new IllegalArgumentException("audit.every is " + every + ", the least is 1s");
    }
    if (window.toMinutes() < 1) {
      throw new IllegalArgumentException("audit.window is " + window + ", the least is 1m");
    }
    atLeastOne("minutes_max", minutesMax);
    atLeastOne("findings_max", findingsMax);
    atLeastOne("examples_max", examplesMax);
    atLeastOne("scan_max", scanMax);
    atLeastOne("trace_max", traceMax);
  }

  public static AuditConfig defaults() {
    return new AuditConfig(
        Duration.ofSeconds(30), Duration.ofHours(24), 10_080, 20, 10, 1_000_000, 200_000);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("audit." + name + " is " + value + ", the least is 1");
    }
  }
}
