package io.eventmill.benchmark.plan;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The plans of docs/scaling.md and what a simulated day makes of them, as a table. */
public final class PlanTable {
  /** The higher the rate, the shorter the log is kept. */
  static final List<Plan> PLANS =
      List.of(Plan.of(1_000, 168), Plan.of(100_000, 72), Plan.of(10_000_000, 6));

  /** Of the random numbers that make minutes uneven. */
  static final long SEED = 1;

  private PlanTable() {}

  /** In Markdown. */
  public static String text() {
    StringBuilder table = new StringBuilder();
    row(table, "events a second, mean of a day", p -> "**" + number(p.rate()) + "**");
    table.append("|---|---:|---:|---:|\n");
    row(table, "in the busiest hour", p -> number(p.rate() * Traffic.BUSIEST_HOUR));
    row(table, "cores of collectors", p -> number(p.collect().cores()));
    row(table, "cores of Flink", p -> number(p.process().cores()));
    row(table, "cores of OpenSearch and loaders", p -> number(p.load().cores()));
    row(table, "cores of Kafka", p -> number(p.brokerCores()));
    row(table, "machines of %d cores".formatted(Assumed.MACHINE_CORES), p -> number(p.machines()));
    row(table, "partitions of the topics", p -> number(p.partitions()));
    row(table, "state: ids of an hour, GB", p -> number(p.stateGigabytes()));
    row(table, "log is kept, hours", p -> number(p.retentionHours()));
    row(table, "log, GB", p -> number(p.logGigabytes()));
    row(table, "store, GB more each day", p -> number(p.storeGigabytesPerDay()));
    row(table, "cost, € a month", p -> number(p.eurosPerMonth()));
    for (Faults faults : Faults.values()) {
      String name = faults.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      row(table, "simulated, " + name + ": longest wait, refused", p -> outcome(p, faults));
    }
    return table.toString();
  }

  private static String outcome(Plan plan, Faults faults) {
    Day day = Day.simulate(plan, faults, SEED);
    double promille = 1_000 * day.refused() / day.came();
    return day.longestWaitSeconds()
        + " s, "
        + (day.refused() == 0 ? "none" : String.format(Locale.ROOT, "%.2f ‰", promille));
  }

  private static void row(StringBuilder table, String what, Function<Plan, String> cell) {
    table.append("| ").append(what);
    PLANS.forEach(plan -> table.append(" | ").append(cell.apply(plan)));
    table.append(" |\n");
  }

  private static String number(double number) {
    return number < 10 && number != Math.rint(number)
        ? String.format(Locale.ROOT, "%.1f", number)
        : String.format(Locale.ROOT, "%,d", Math.round(number)).replace(',', ' ');
  }
}
