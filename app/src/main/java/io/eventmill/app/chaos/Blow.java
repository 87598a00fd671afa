package io.eventmill.app.chaos;

import java.time.Duration;

/**
 * What is done to a part, and when.
 *
 * @param after the blow before is over
 * @param part the name of a process, or of the wire before the door
 * @param length how long the part is away, stopped, cut off or slow
 * @param hurried the next blow does not wait until all is well again
 */
record Blow(Duration after, Kind kind, String part, Duration length, boolean hurried) {
  /** How long a slow wire keeps back each piece of data. */
  static final int SLOW_MILLIS = 100;

  enum Kind {
    KILL("SIGKILL, started again after"),
    PAUSE("SIGSTOP, SIGCONT after"),
    CUT("all connections cut and new ones refused for"),
    SLOW("each piece of data kept back for " + SLOW_MILLIS + " ms, for");

    private final String says;

    Kind(String says) {
      this.says = says;
    }
  }

  /** For people: what is done. */
  String text() {
    return "%s %.1f s".formatted(kind.says, length.toMillis() / 1e3);
  }
}
