package io.eventmill.app.batch;

import io.eventmill.jobs.BatchSums;
import io.eventmill.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a batch has done.
 *
 * @param sums by the names of {@link BatchSums}
 * @param places where it is beside its own file, for people
 * @param millis how long it took
 */
public record BatchReport(Map<String, Long> sums, List<String> places, long millis) {
  /** Rows that a store beside could not take. */
  static final String REFUSED = "refused beside";

  public BatchReport {
    sums = new TreeMap<>(sums);
    places = places == null ? List.of() : List.copyOf(places); // one of an earlier release has none
  }

  static BatchReport of(Map<String, Long> sums, List<String> places, Duration took) {
    return new BatchReport(sums, places, Math.max(1, took.toMillis()));
  }

  public long of(String name) {
    return sums.getOrDefault(name, 0L);
  }

  /** 1 when a file or a row could not be read, or be written to a store beside. */
  public int exitCode() {
    return of(BatchSums.UNREADABLE) + of(REFUSED) == 0 ? 0 : 1;
  }

  /** For people, a line for each kind of number. */
  public String text(Pipeline pipeline) {
    StringBuilder text = new StringBuilder();
    long rows = of(BatchSums.ROWS);
    line(text, rows, "rows read from " + number(of(BatchSums.FILES)) + " files");
    line(text, of(BatchSums.EVENTS), "events stored");
    with(text, BatchSums.DROPPED, "dropped: ");
    with(text, BatchSums.FAILED, "failed: ");
    if (of(BatchSums.REPEATED) > 0) {
      line(text, of(BatchSums.REPEATED), "rows of a record that another row tells already");
    }
    pipeline.counts().forEach(c -> result(text, c.name(), "windows and groups of "));
    pipeline.attributions().forEach(a -> result(text, a.name(), "conversions of "));
    sums.forEach(
        (name, sum) -> {
          if (name.contains("left out")) {
            line(text, sum, name);
          }
        });
    places.forEach(place -> text.append("              also in ").append(place).append('\n'));
    if (of(REFUSED) > 0) {
      line(text, of(REFUSED), "rows that could not be taken there; the file has them");
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "in %.1f s, %,d rows/s",
                millis / 1_000.0,
                Math.round(rows * 1_000.0 / millis)))
        .toString();
  }

  private void result(StringBuilder text, String name, String what) {
    line(text, of(BatchSums.RESULT + name), what + name);
  }

  private void with(StringBuilder text, String prefix, String what) {
    sums.forEach(
        (name, sum) -> {
          if (name.startsWith(prefix)) {
            line(text, sum, what + name.substring(prefix.length()));
          }
        });
  }

  private static void line(StringBuilder text, long number, String what) {
    text.append(String.format("%12s  %s%n", number(number), what));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
