package io.eventmill.benchmark.plan;

/** What breaks on a simulated day: each in the busiest hour or before it. */
enum Faults {
  NONE,
  /** The jobs stand still for two minutes and go on from their last checkpoint. */
  JOBS_RESTART,
  /** A machine is away for an hour, with its share of every stage. */
  MACHINE_AWAY,
  /** The store takes nothing for half an hour. */
  STORE_AWAY;

  private static final int BEGIN = Traffic.BUSIEST * 3_600 + 600;

  /** The share of its capacity that a stage has in that second. */
  double left(Plan plan, Stage stage, int second) {
    return switch (this) {
      case NONE -> 1;
      case JOBS_RESTART -> stage == plan.process() && within(second, 120) ? 0 : 1;
      case MACHINE_AWAY -> within(second, 3_600) ? 1 - 1.0 / plan.machines() : 1;
      case STORE_AWAY -> stage == plan.load() && within(second, 1_800) ? 0 : 1;
    };
  }

  private static boolean within(int second, int seconds) {
    return second >= BEGIN && second < BEGIN + seconds;
  }
}
