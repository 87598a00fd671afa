package io.eventmill.benchmark;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.report.SavedBench;
import io.eventmill.benchmark.report.Statistics;
import io.eventmill.benchmark.report.Targets;
import io.eventmill.benchmark.report.Verdict;
import java.io.PrintStream;

/** A bench in the terminal: its rows, its targets, what went wrong. */
record Summary(SavedBench bench) {

  /**
   * @return whether it is good news. A wrong output never is; a target that is missed or could not
   *     be measured is not either, but on a quick look
   */
  boolean print(PrintStream out) {
    out.printf("%n%s: %s%n", bench.result().bench(), bench.result().question());
    bench.result().rows().forEach(row -> print(out, row));
    boolean good = bench.result().rows().stream().allMatch(row -> row.wrong() == null);
    for (Verdict verdict : Verdict.on(bench.result(), Targets.ALL)) {
      boolean counts = !bench.conditions().quick();
      out.printf(
          "  %s  %s %s%n",
          !counts ? "quick " : verdict.met() ? "met   " : "MISSED",
          verdict.target().says(),
          verdict.measured() ? "(found %.2f)".formatted(verdict.found()) : "(not measured)");
      good &= !counts || verdict.met();
    }
    return good;
  }

  private static void print(PrintStream out, Row row) {
    StringBuilder line = new StringBuilder();
    row.figures()
        .forEach(
            (measure, rounds) -> {
              line.append("  %,.4g %s".formatted(Statistics.median(rounds), measure.label()));
              if (rounds.size() > 1) {
                line.append(" ±%.0f%%".formatted(Statistics.spread(rounds) * 100));
              }
            });
    if (row.trouble() != null) {
      line.append("  ").append(row.trouble());
    } else if (row.wrong() != null) {
      line.append("  WRONG OUTPUT: ").append(row.wrong());
    }
    out.printf("  %-9s %-22s%s%n", row.heat(), row.contestant(), line);
  }
}
