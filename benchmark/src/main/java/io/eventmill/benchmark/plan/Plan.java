package io.eventmill.benchmark.plan;

/**
 * What a number of events a second takes. Pure arithmetic on {@link Assumed} and what was measured;
 * {@link Day} looks whether it holds.
 *
 * @param rate events a second, the mean of a day
 * @param retentionHours of the log
 */
record Plan(long rate, int retentionHours, Stage collect, Stage process, Stage load) {
  static Plan of(long rate, int retentionHours) {
    double peak = rate * Traffic.BUSIEST_HOUR;
    double busy = Assumed.BUSY;
    return new Plan(
        rate,
        retentionHours,
        Stage.sized("collect", Assumed.COLLECT_MICROS, peak, busy),
        Stage.sized("process", Assumed.PROCESS_MICROS, peak, busy),
        Stage.sized("load", Assumed.LOAD_MICROS, peak, busy));
  }

  /** Each is worked on by one core of a job, and one more is added for what is uneven. */
  int partitions() {
    return Math.max(3, process.cores() + 1);
  }

  int brokerCores() {
    return (int)
        Math.max(3, Math.ceil(rate * Traffic.BUSIEST_HOUR / Assumed.EVENTS_PER_BROKER_CORE));
  }

  int cores() {
    return collect.cores() + process.cores() + load.cores() + brokerCores();
  }

  /** Of which one may fail at a time: never fewer than three. */
  int machines() {
    return Math.max(3, (cores() + Assumed.MACHINE_CORES - 1) / Assumed.MACHINE_CORES);
  }

  /** Ids of one hour of the busiest, remembered to recognise duplicates. */
  double stateGigabytes() {
    return rate * Traffic.BUSIEST_HOUR * 3_600 * Assumed.BYTES_PER_ID / 1e9;
  }

  /** Raw and enriched, each three times. */
  double logGigabytes() {
    return rate * 3_600.0 * retentionHours * Assumed.EVENT_BYTES * 2 * 3 / 1e9;
  }

  double storeGigabytesPerDay() {
    return rate * 86_400.0 * Assumed.STORED_BYTES / 1e9;
  }

  /** Machines, the log's disks and thirty days of the store. */
  double eurosPerMonth() {
    return machines() * Assumed.MACHINE_EUROS
        + (logGigabytes() + 30 * storeGigabytesPerDay()) * Assumed.GIGABYTE_EUROS;
  }
}
