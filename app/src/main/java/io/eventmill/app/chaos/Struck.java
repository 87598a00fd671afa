package io.eventmill.app.chaos;

import java.time.Duration;

/**
 * A blow that was dealt.
 *
 * @param at since the load began
 * @param again how long it took from the end of the blow until all was well; null: not waited for
 */
record Struck(Duration at, Blow blow, Duration again) {
  String text() {
    return "%6.1f s  %s: %s%s"
        .formatted(at.toMillis() / 1e3, blow.part(), blow.text(), outcome(", "));
  }

  /** Nothing where nobody waited. */
  String outcome(String before) {
    return again == null
        ? ""
        : "%swell again after %.1f s".formatted(before, again.toMillis() / 1e3);
  }
}
