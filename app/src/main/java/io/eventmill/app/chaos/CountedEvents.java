package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Numbered;
import java.util.List;

/** The pipeline that is struck: numbered events, each kept once, counted in windows. */
final class CountedEvents {
  static final String COUNT = "per_minute";

  static final String PIPELINE =
      Numbered.PIPELINE
          + "counts:\n  - {name: "
          + COUNT
          + ", by: [/event_type], every: 1m, lateness: 1d}\n";

  /** At the end all rows are asked for at once. */
  static final List<String> SETTINGS =
      List.of("--set", "query.csv_rows_max=2000000000", "--set", "query.timeout=5m");

  private CountedEvents() {}
}
