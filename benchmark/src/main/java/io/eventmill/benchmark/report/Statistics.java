package io.eventmill.benchmark.report;

import java.util.List;

/** What rounds say together. */
public final class Statistics {
  private Statistics() {}

  /** The one in the middle, or half way between the two. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("the median of no values");
    }
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How far apart the rounds are: (highest − lowest) / median; 0 when all are alike. */
  public static double spread(List<Double> values) {
    double median = median(values);
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return high == low ? 0 : (high - low) / median;
  }

  /**
   * The value that a share of all values does not exceed (nearest rank).
   *
   * @param sorted ascending
   */
  public static long percentile(long[] sorted, int length, double share) {
    if (length == 0) {
      throw new IllegalArgumentException("the percentile of no values");
    }
    int rank = (int) Math.ceil(share * length);
    return sorted[Math.max(1, rank) - 1];
  }
}
