package io.eventmill.pipeline;

import java.time.Duration;

/** Reads {@code retain:}, how long stores keep what came of a source, a count or an attribution. */
final class Retain {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(36_500);

  private Retain() {}

  /** Null: for ever. */
  static Duration read(Section section) {
    Duration retain = section.duration("retain", null);
    if (retain != null && (retain.compareTo(LEAST) < 0 || retain.compareTo(MOST) > 0)) {
      section.problem(
          "retain",
          "'"
              + section.text("retain")
              + "' is not from 1m to 36500d; write e.g. 90d, or leave it out to keep for ever");
    }
    return retain;
  }
}
