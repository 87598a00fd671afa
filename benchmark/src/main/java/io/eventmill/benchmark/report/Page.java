package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.race.Measure;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page docs/performance.md: targets first, then each bench with its table and chart. */
public final class Page {
  private Page() {}

  public static String of(List<SavedBench> benches, List<Target> targets) {
    StringBuilder page = new StringBuilder("# Performance\n\n");
    page.append(
        """
        Written by `./eventmill bench`. The product and its peers run in turn on one machine, on the same input, in processes of their own; what they put out is checked. Figures are medians of the rounds, ± is the distance between the best and the worst round. Compare rows, not machines; below 1.3 × two rows are alike.

        """);
    if (benches.stream().anyMatch(b -> b.conditions().quick())) {
      page.append(
          "**Some of this is a quick look: too few events and rounds to say anything.**\n\n");
    }
    page.append("## Targets\n\n| bench | target | found | |\n|---|---|---|---|\n");
    benches.forEach(b -> Verdict.on(b.result(), targets).forEach(v -> page.append(line(b, v))));
    benches.forEach(b -> page.append(section(b)));
    return page.toString();
  }

  private static String line(SavedBench bench, Verdict verdict) {
    String where = (bench.result().bench() + " " + verdict.heat()).strip();
    String found = verdict.measured() ? Figure.of(verdict.found()) : "not measured";
    String word = bench.conditions().quick() ? "quick look" : verdict.met() ? "met" : "**missed**";
    return "| %s | %s | %s | %s |\n".formatted(where, cell(verdict.target().says()), found, word);
  }

  private static String section(SavedBench bench) {
    Conditions c = bench.conditions();
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(bench.result().bench()).append("\n\n");
    text.append(bench.result().question()).append("\n\n");
    text.append(
        "%s · %s · commit %s · %s events of shape %s (%d bytes) · %s%s · `%s`\n"
            .formatted(
                c.date(),
                c.machine(),
                c.version(),
                Figure.of(c.events()),
                c.shape(),
                c.eventBytes(),
                c.rounds() == 1 ? "1 round" : c.rounds() + " rounds",
                c.quick() ? " · **quick look**" : "",
                c.command()));
    byHeat(bench.result().rows())
        .forEach((heat, rows) -> text.append(heat(bench.result().bench(), heat, rows)));
    return text.toString();
  }

  private static Map<String, List<Row>> byHeat(List<Row> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(Row::heat, java.util.LinkedHashMap::new, Collectors.toList()));
  }

  private static String heat(String bench, String heat, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(heat.isEmpty() ? "" : "\n### " + heat + "\n").append('\n');
    text.append(rows.get(0).work()).append("\n\n");
    text.append(table(rows));
    if (Chart.of(rows).isPresent()) {
      text.append("\n![%s](performance/%s)\n".formatted(bench, Chart.file(bench, heat)));
    }
    text.append('\n');
    rows.forEach(row -> text.append("* **%s**: %s\n".formatted(row.contestant(), row.settings())));
    return text.toString();
  }

  static String table(List<Row> rows) {
    Set<Measure> measures = EnumSet.noneOf(Measure.class);
    rows.forEach(row -> measures.addAll(row.figures().keySet()));
    StringBuilder text = new StringBuilder("| |");
    measures.forEach(m -> text.append(' ').append(m.label()).append(" |"));
    text.append(" output |\n|---|").append("---|".repeat(measures.size())).append("---|\n");
    for (Row row : rows) {
      text.append("| ").append(row.contestant()).append(" |");
      measures.forEach(m -> text.append(' ').append(figure(row.figures().get(m))).append(" |"));
      text.append(' ').append(cell(output(row))).append(" |\n");
    }
    return text.toString();
  }

  private static String figure(List<Double> rounds) {
    return rounds == null || rounds.isEmpty()
        ? "–"
        : Figure.of(Statistics.median(rounds))
            + (rounds.size() > 1 ? " ± " + Figure.percent(Statistics.spread(rounds)) : "");
  }

  private static String output(Row row) {
    if (row.trouble() != null) {
      return "**" + row.trouble() + "**";
    }
    if (row.wrong() != null) {
      return "**wrong: " + row.wrong() + "**";
    }
    return row.output() == null ? "–" : "right: " + row.output();
  }

  /** Nothing that a peer says may break the table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
