package io.eventmill.benchmark.report;

import static io.eventmill.benchmark.report.Target.most;
import static io.eventmill.benchmark.report.Target.ratio;

import io.eventmill.benchmark.race.Measure;
import java.util.List;

/** What the product promises beside its peers, all of it, in one place. */
public final class Targets {
  private static final String US = "eventmill";
  private static final String INSIDE = "eventmill in process";

  /** In the order of the events' way. */
  public static final List<Target> ALL =
      List.of(
          ratio("collect", "", US, Measure.REQUESTS, 25, "fastapi as written"),
          ratio("collect", "", US, Measure.REQUESTS, 8, "fastapi rewrite, 2 workers"),
          ratio("collect", "", US, Measure.REQUESTS, 0.5, "nginx 204"),
          ratio("enrich", "", US, Measure.RATE, 0.6, "bare copy"),
          ratio("enrich", "", US, Measure.RATE, 4, "spark"),
          ratio("enrich", "", US, Measure.RATE, 4, "flink sql"),
          ratio("enrich", "", US, Measure.RATE, 2, "kafka streams"),
          ratio("load", "", US, Measure.RATE, 5, "opensearch _bulk"),
          most("load", "", US, Measure.CPU_MICROS, 15),
          most("load", "", US, Measure.DISK_BYTES, 120),
          most("query", "count, windows, large", INSIDE, Measure.P99, 1),
          most("query", "count, windows, large", US, Measure.P99, 3),
          most("query", "count, large", INSIDE, Measure.P99, 30),
          most("query", "count, large", US, Measure.P99, 30),
          most("query", "first page, large", US, Measure.P99, 50),
          most("query", "top 10, large", US, Measure.P99, 50),
          most("query", "histogram, large", US, Measure.P99, 50),
          most("start", "warm", US, Measure.READY, 8),
          most("start", "warm", US, Measure.FIRST_EVENT, 2),
          most("start", "warm", US, Measure.IDLE_MB, 700));

  private Targets() {}
}
