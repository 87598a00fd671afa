package io.eventmill.app.command;

import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** Options of generators that draw their events by chance: from which seed, at which times. */
final class DrawnOptions {
  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Where the events' time begins, e.g. 2026-01-01T00:00:00Z (default: now).")
  private Instant start;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone of the timestamps, e.g. Europe/Berlin (default: UTC).")
  private ZoneId zone;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The same seed gives the same values; with --start the same events, to the byte. Where"
              + " they have ids, sent again they are duplicates.")
  private Long seed;

  Instant start() {
    return start;
  }

  ZoneId zone() {
    return zone;
  }

  Long seed() {
    return seed;
  }
}
