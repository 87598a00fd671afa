package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.BenchResult;
import io.eventmill.benchmark.race.BenchResult.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A target held against what was found.
 *
 * @param found the figure, or the ratio of medians; NaN when it could not be measured
 */
public record Verdict(Target target, String heat, double found) {
  public boolean measured() {
    return !Double.isNaN(found);
  }

  public boolean met() {
    return measured() && target.isMetBy(found);
  }

  /** The targets of a bench, once for each heat that they are about. */
  public static List<Verdict> on(BenchResult result, List<Target> targets) {
    List<String> heats = result.rows().stream().map(Row::heat).distinct().toList();
    List<Verdict> verdicts = new ArrayList<>();
    for (Target target : targets) {
      if (target.bench().equals(result.bench())) {
        heats.stream()
            .filter(heat -> target.heat().isEmpty() || target.heat().equals(heat))
            .forEach(heat -> verdicts.add(of(target, heat, result.rows())));
        if (!target.heat().isEmpty() && !heats.contains(target.heat())) {
          verdicts.add(new Verdict(target, target.heat(), Double.NaN));
        }
      }
    }
    return verdicts;
  }

  private static Verdict of(Target target, String heat, List<Row> rows) {
    OptionalDouble ours = median(target, heat, target.contestant(), rows);
    if (target.versus() == null) {
      return new Verdict(target, heat, ours.orElse(Double.NaN));
    }
    OptionalDouble theirs = median(target, heat, target.versus(), rows);
    return new Verdict(target, heat, ours.orElse(Double.NaN) / theirs.orElse(Double.NaN));
  }

  /** A figure with a wrong result, or of too few rounds, is none. */
  private static OptionalDouble median(Target target, String heat, String who, List<Row> rows) {
    return rows.stream()
        .filter(row -> row.heat().equals(heat) && row.contestant().equals(who) && row.good())
        .map(row -> row.figures().get(target.measure()))
        .filter(Objects::nonNull)
        .mapToDouble(Statistics::median)
        .findFirst();
  }
}
