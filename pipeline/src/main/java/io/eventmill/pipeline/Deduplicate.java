package io.eventmill.pipeline;

import java.time.Duration;

/**
 * Which events of a source are taken for the same one: those with the same id.
 *
 * @param within how far apart they may have been received; zero: every event counts
 */
public record Deduplicate(Duration within) {
  static final Duration LEAST = Duration.ofSeconds(1);

  /** The log keeps records no longer by default. */
  static final Duration MOST = Duration.ofDays(7);

  public static Deduplicate defaults() {
    return new Deduplicate(Duration.ofHours(1));
  }

  public boolean isOn() {
    return !within.isZero();
  }

  static Deduplicate read(Section section) {
    Duration within = section.duration("within", defaults().within());
    boolean off = within.isZero();
    if (!off && (within.compareTo(LEAST) < 0 || within.compareTo(MOST) > 0)) {
      section.problem(
          "within",
          "'"
              + section.text("within")
              + "' is not from 1s to 7d; write e.g. 1h, or 0s to let duplicates pass");
    }
    return new Deduplicate(within);
  }
}
