package io.eventmill.benchmark.query;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.report.Statistics;
import java.time.Duration;
import java.util.Arrays;

/** How long answers took, one question after the other. */
record Latencies(double p50Millis, double p99Millis) {
  /** The first questions of each kind are for comparing answers, and for warming up. */
  static final int COMPARED = 10;

  private static final int LEAST = 100;
  private static final int QUICK = 20;
  private static final int MOST = 2_000;
  private static final Duration ENOUGH = Duration.ofSeconds(2);

  /** The answers to the first questions. */
  static Checksum compared(Respondent respondent, Kind kind, long events) throws Exception {
    Checksum sum = Checksum.NONE;
    for (int i = 0; i < COMPARED; i++) {
      sum = sum.plus(i + " " + respondent.answer(Question.of(kind, i, events)));
    }
    return sum;
  }

  /**
   * At least 100 questions, up to 2,000 within two seconds; never one twice in a run.
   *
   * @param round each has questions of its own
   * @param quick 20 questions, to see that all goes well
   */
  static Latencies of(Respondent respondent, Kind kind, long events, int round, boolean quick)
      throws Exception {
    int least = quick ? QUICK : LEAST;
    Duration enough = quick ? Duration.ZERO : ENOUGH;
    long[] nanos = new long[MOST];
    long begin = System.nanoTime();
    int asked = 0;
    while (asked < least || asked < MOST && System.nanoTime() - begin < enough.toNanos()) {
      Question question = Question.of(kind, COMPARED + (long) round * MOST + asked, events);
      long sent = System.nanoTime();
      respondent.answer(question);
      nanos[asked++] = System.nanoTime() - sent;
    }
    long[] sorted = Arrays.copyOf(nanos, asked);
    Arrays.sort(sorted);
    return new Latencies(
        Statistics.percentile(sorted, asked, 0.5) / 1e6,
        Statistics.percentile(sorted, asked, 0.99) / 1e6);
  }
}
