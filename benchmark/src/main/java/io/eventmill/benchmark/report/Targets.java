package io.eventmill.benchmark.report;

import static io.eventmill.benchmark.report.Target.most;

import io.eventmill.benchmark.race.Measure;
import java.util.List;

/** What the product promises beside its peers, all of it, in one place. */
public final class Targets {
  private static final String US = "eventmill";

  /** In the order of the events' way. */
  public static final List<Target> ALL =
      List.of(
          most("start", "warm", US, Measure.READY, 8),
          most("start", "warm", US, Measure.FIRST_EVENT, 2),
          most("start", "warm", US, Measure.IDLE_MB, 700));

  private Targets() {}
}
