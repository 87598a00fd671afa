package io.eventmill.benchmark.plan;

/**
 * One stage of the way of an event.
 *
 * @param micros processor time of one event
 * @param cores that the plan gives to all its instances
 */
record Stage(String name, double micros, int cores) {
  /** With as many cores that the rate keeps them busy so far and no further. */
  static Stage sized(String name, double micros, double eventsPerSecond, double busy) {
    return new Stage(
        name, micros, (int) Math.max(1, Math.ceil(eventsPerSecond * micros / 1e6 / busy)));
  }

  /** Events a second when it is never idle. */
  double most() {
    return cores * 1e6 / micros;
  }
}
