package io.eventmill.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theMedianIsTheOneInTheMiddle() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    assertThat(Statistics.median(List.of(7.0))).isEqualTo(7.0);
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSpreadIsTheDistanceOfTheRoundsByTheirMedian() {
    assertThat(Statistics.spread(List.of(90.0, 100.0, 120.0))).isEqualTo(0.3);
    assertThat(Statistics.spread(List.of(0.0, 0.0))).isZero();
  }

  /** Of a percentile it is asked what it means: at least the share is at or below, no less does. */
  @Test
  void aPercentileIsTheLeastValueThatTheShareDoesNotExceed() {
    Random random = new Random(7);
    for (int n : List.of(1, 2, 3, 10, 99, 100, 101, 1_000)) {
      long[] values = random.longs(n, 0, 50).sorted().toArray();
      for (double share : List.of(0.5, 0.9, 0.99, 1.0)) {
        long found = Statistics.percentile(values, n, share);
        assertThat(shareAtOrBelow(values, found)).isGreaterThanOrEqualTo(share);
        assertThat(shareAtOrBelow(values, found - 1)).isLessThan(share);
      }
    }
  }

  private static double shareAtOrBelow(long[] values, long bound) {
    return Arrays.stream(values).filter(v -> v <= bound).count() / (double) values.length;
  }
}
