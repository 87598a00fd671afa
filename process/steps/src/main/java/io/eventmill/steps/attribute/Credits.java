package io.eventmill.steps.attribute;

import io.eventmill.pipeline.Attribution.Model;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Shares a conversion out among its touches, in millionths that always add up to one million. What
 * does not come out even goes to those with the largest remainder, the earlier among equals.
 */
final class Credits {
  static final int WHOLE = 1_000_000;
  private static final int END = 400_000;

  /** The greatest weight; a million times it, or of it a million, fits in a long. */
  private static final long ONE = 1L << 40;

  private Credits() {}

  /**
   * @param timesMicros of the touches, in order; at least one
   */
  static int[] of(Model model, long halfLifeMicros, long[] timesMicros) {
    int[] credits = new int[timesMicros.length];
    int last = credits.length - 1;
    switch (model) {
      case FIRST -> credits[0] = WHOLE;
      case LAST -> credits[last] = WHOLE;
      case LINEAR -> evenly(credits, 0, credits.length, WHOLE);
      case POSITION -> {
        if (last < 2) {
          evenly(credits, 0, credits.length, WHOLE);
        } else {
          credits[0] = END;
          credits[last] = END;
          evenly(credits, 1, last, WHOLE - 2 * END);
        }
      }
      case TIME_DECAY -> byWeight(credits, weights(timesMicros, halfLifeMicros));
    }
    return credits;
  }

  /** All remainders are equal, so the earliest get what is left. */
  private static void evenly(int[] credits, int from, int to, int whole) {
    int n = to - from;
    for (int i = from; i < to; i++) {
      credits[i] = whole / n + (i - from < whole % n ? 1 : 0);
    }
  }

  /**
   * As whole numbers, so that all that follows is exact. Against the latest touch, so that weights
   * do not all vanish when all were long before.
   */
  private static long[] weights(long[] timesMicros, long halfLifeMicros) {
    long[] weights = new long[timesMicros.length];
    long latest = timesMicros[timesMicros.length - 1];
    for (int i = 0; i < weights.length; i++) {
      double ages = (double) (latest - timesMicros[i]) / halfLifeMicros;
      weights[i] = Math.round(StrictMath.pow(2, -ages) * ONE); // strict: the same everywhere
    }
    return weights;
  }

  private static void byWeight(int[] credits, long[] weights) {
    long sum = Arrays.stream(weights).sum();
    Integer[] byRemainder = new Integer[credits.length];
    int left = WHOLE;
    for (int i = 0; i < credits.length; i++) {
      credits[i] = (int) (weights[i] * WHOLE / sum);
      left -= credits[i];
      byRemainder[i] = i;
    }
    Arrays.sort(byRemainder, Comparator.comparing(i -> -(weights[i] * WHOLE % sum))); // stable
    for (int i = 0; i < left; i++) {
      credits[byRemainder[i]]++;
    }
  }

  /** The touch that the columns tell of: the one with the greatest credit, the first of equals. */
  static int main(int[] credits) {
    int main = 0;
    for (int i = 1; i < credits.length; i++) {
      if (credits[i] > credits[main]) {
        main = i;
      }
    }
    return main;
  }
}
