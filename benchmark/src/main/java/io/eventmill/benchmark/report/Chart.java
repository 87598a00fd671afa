package io.eventmill.benchmark.report;

import io.eventmill.benchmark.race.BenchResult.Row;
import io.eventmill.benchmark.race.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A bar for each contestant, as SVG: its length is the median, the thin line from worst to best.
 */
public final class Chart {
  private static final List<Measure> WORTH_A_CHART =
      List.of(Measure.RATE, Measure.REQUESTS, Measure.P99, Measure.SECONDS);
  private static final int LEFT = 190;
  private static final int BAR = 420;
  private static final int WIDTH = 720;
  private static final int LINE = 30;

  private Chart() {}

  public static String file(String bench, String heat) {
    String name = (bench + " " + heat).strip().toLowerCase(java.util.Locale.ROOT);
    return name.replaceAll("[^a-z0-9]+", "-") + ".svg";
  }

  /** Empty when there is nothing to compare. */
  public static Optional<String> of(List<Row> rows) {
    return WORTH_A_CHART.stream()
        .filter(m -> rows.stream().filter(row -> row.figures().containsKey(m)).count() > 1)
        .findFirst()
        .map(m -> draw(rows, m));
  }

  private static String draw(List<Row> rows, Measure measure) {
    List<Row> drawn = new ArrayList<>(rows);
    drawn.removeIf(row -> !row.figures().containsKey(measure));
    drawn.sort(Comparator.comparingDouble(row -> -Statistics.median(row.figures().get(measure))));
    double top =
        drawn.stream()
            .flatMap(row -> row.figures().get(measure).stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElseThrow();
    StringBuilder svg = new StringBuilder();
    int height = LINE * (drawn.size() + 1) + 10;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="%d" y="20" fill="#555555">%s%s</text>
        """
            .formatted(
                WIDTH,
                height,
                LEFT,
                measure.label(),
                measure.moreIsBetter() ? ", more is better" : ", less is better"));
    for (int i = 0; i < drawn.size(); i++) {
      svg.append(bar(drawn.get(i), drawn.get(i).figures().get(measure), top, LINE * (i + 1)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String bar(Row row, List<Double> rounds, double top, int y) {
    double median = Statistics.median(rounds);
    double low = rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return """
        <text x="%d" y="%d" text-anchor="end" fill="#222222">%s</text>
        <rect x="%d" y="%d" width="%d" height="18" fill="%s"/>
        <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#222222"/>
        <text x="%d" y="%d" fill="#222222">%s</text>
        """
        .formatted(
            LEFT - 8,
            y + 17,
            escape(row.contestant()),
            LEFT,
            y + 4,
            Math.max(1, wide(median, top)),
            row.contestant().startsWith("eventmill") ? "#2f6f9f" : "#b8c4cc",
            LEFT + wide(low, top),
            y + 13,
            LEFT + wide(high, top),
            y + 13,
            LEFT + wide(high, top) + 8,
            y + 17,
            Figure.of(median));
  }

  private static int wide(double value, double top) {
    return top == 0 ? 0 : (int) Math.round(value / top * BAR);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
