package io.eventmill.benchmark.race;

/** What is measured of a contestant in a round, with its unit and which way is better. */
public enum Measure {
  RATE("events/s", true),
  REQUESTS("requests/s", true),
  P50("p50 ms", false),
  P99("p99 ms", false),
  SECONDS("wall s", false),
  READY("ready s", false),
  FIRST_EVENT("first event visible s", false),
  CPU_SECONDS("CPU s", false),
  CPU_MICROS("CPU µs/event", false),
  PEAK_MB("peak MB", false),
  IDLE_MB("idle MB", false),
  DISK_BYTES("disk bytes/event", false);

  private final String label;
  private final boolean moreIsBetter;

  Measure(String label, boolean moreIsBetter) {
    this.label = label;
    this.moreIsBetter = moreIsBetter;
  }

  public String label() {
    return label;
  }

  public boolean moreIsBetter() {
    return moreIsBetter;
  }
}
