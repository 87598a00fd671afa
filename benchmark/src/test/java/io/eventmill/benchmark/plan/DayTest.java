package io.eventmill.benchmark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DayTest {
  private static final long SEED = PlanTable.SEED;

  @Test
  void everyEventIsStoredOrRefusedOrWaits() {
    for (Faults faults : Faults.values()) {
      Day day = Day.simulate(small(1), faults, SEED);

      assertThat(day.stored() + day.refused() + day.waiting())
          .as(faults.name())
          .isCloseTo(day.came(), within(day.came() * 1e-9));
    }
  }

  /** The same, worked out with a single number for all that waits instead of waves. */
  @Test
  void whatWaitsIsWhatAPlainSumSays() {
    Plan plan = small(1);
    Traffic traffic = new Traffic(plan.rate(), SEED);
    double waiting = 0;
    double most = 0;
    for (int second = 0; second < 86_400; second++) {
      double left = Faults.STORE_AWAY.left(plan, plan.load(), second);
      waiting = Math.max(0, waiting + traffic.in(second) - plan.load().most() * left);
      most = Math.max(most, waiting);
    }

    Day day = Day.simulate(plan, Faults.STORE_AWAY, SEED);

    assertThat(day.refused()).isZero();
    assertThat(day.mostWaiting()).isCloseTo(most, within(most * 1e-6));
  }

  @Test
  void thePlansHold() {
    for (Plan plan : PlanTable.PLANS) {
      assertThat(Day.simulate(plan, Faults.NONE, SEED).longestWaitSeconds()).isZero();
      for (Faults faults : Faults.values()) {
        Day day = Day.simulate(plan, faults, SEED);
        assertThat(day.refused()).as(plan.rate() + " " + faults).isZero();
        assertThat(day.waiting()).as(plan.rate() + " " + faults).isLessThan(1);
        assertThat(day.longestWaitSeconds() / 3_600.0).isLessThan(plan.retentionHours() / 2.0);
      }
    }
  }

  @Test
  void halfOfTheStoreDoesNotHold() {
    Day day = Day.simulate(small(0.5), Faults.NONE, SEED);

    assertThat(day.longestWaitSeconds()).isGreaterThan(600);
  }

  /**
   * A stage of load that the busiest hour keeps as busy as the plan says, or so much less of it.
   */
  private static Plan small(double share) {
    long rate = 100_000;
    Plan plan = Plan.of(rate, 72);
    Stage load = plan.load();
    return new Plan(
        rate,
        72,
        plan.collect(),
        plan.process(),
        new Stage("load", load.micros(), (int) (load.cores() * share)));
  }
}
