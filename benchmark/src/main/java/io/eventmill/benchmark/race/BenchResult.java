package io.eventmill.benchmark.race;

import java.util.List;
import java.util.Map;

/** What a bench has measured: a row for each contestant of each heat, with what went wrong. */
public record BenchResult(String bench, String question, List<Row> rows) {
  public BenchResult {
    rows = List.copyOf(rows);
  }

  /**
   * @param figures of each round, in order
   * @param output what the output had to be; null where there is none to look at
   * @param wrong what it was instead; null when it was right
   * @param trouble why there are no figures, or not of all rounds; null when all went well
   */
  public record Row(
      String heat,
      String work,
      String contestant,
      String settings,
      Map<Measure, List<Double>> figures,
      String output,
      String wrong,
      String trouble) {
    public boolean good() {
      return wrong == null && trouble == null;
    }
  }
}
