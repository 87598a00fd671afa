package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.race.Measure;
import java.util.List;
import java.util.Map;

/** Rows as a race makes them. */
final class Rows {
  private Rows() {}

  static Row rates(String heat, String contestant, Double... rates) {
    return new Row(
        heat,
        "work",
        contestant,
        "settings",
        Map.of(Measure.RATE, List.of(rates)),
        null,
        null,
        null);
  }

  static Row wrong(Row row) {
    return new Row(
        row.heat(), row.work(), row.contestant(), row.settings(), row.figures(), "2", "3", null);
  }

  static Row missing(String heat, String contestant, String why) {
    return new Row(heat, "work", contestant, "settings", Map.of(), null, null, why);
  }
}
