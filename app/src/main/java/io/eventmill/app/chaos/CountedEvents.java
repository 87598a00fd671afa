package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Numbered;
import java.time.Duration;
import java.util.List;

/** The pipeline that is struck: numbered events, each kept once, counted, and attributed. */
final class CountedEvents {
  static final String COUNT = "per_minute";
  static final String ATTRIBUTION = "bought";
  static final Duration WITHIN = Duration.ofMinutes(3);

  static final String PIPELINE =
      Numbered.PIPELINE
          + """
          counts:
            - {name: %s, by: [/event_type], every: 1m, lateness: 1d,
               partitions: 3, replication: 3}
          attribution:
            - name: %s
              touch: {source: web, type: %s}
              conversion: {source: web, type: %s}
              on: {basket: /basket}
              within: %ds
              columns: {bought: conversion id, looked: touch id}
              partitions: 3
              replication: 3
          """
              .formatted(COUNT, ATTRIBUTION, Numbered.LOOKED, Numbered.BOUGHT, WITHIN.toSeconds());

  /**
   * At the end all rows are asked for at once. Its events are of one day long ago, and a part that
   * is away keeps some back for minutes: they are all held until then.
   */
  static final List<String> SETTINGS =
      List.of(
          "--set",
          "query.csv_rows_max=2000000000",
          "--set",
          "query.timeout=5m",
          "--set",
          "process.attribution_grace=20m",
          "--set",
          "process.attribution_grace_max=2000000");

  private CountedEvents() {}
}
