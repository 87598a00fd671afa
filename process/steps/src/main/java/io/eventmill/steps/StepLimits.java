package io.eventmill.steps;

import io.eventmill.event.json.JsonScanner;

/**
 * What an event may be at most; one that is more becomes a failed event. The collector refuses too
 * much depth and too long ids by limits of its own: whoever raises those raises these too.
 *
 * @param depthMax objects and arrays inside each other, the event itself included
 * @param idMax characters of an id in the event
 * @param typeMax characters of a type
 * @param ruleIterations of all loops of one rule for one event
 */
public record StepLimits(int depthMax, int idMax, int typeMax, int ruleIterations) {
  private static final int RULE_ITERATIONS = 1_000;

  public StepLimits {
    if (ruleIterations == 0) {
      ruleIterations = RULE_ITERATIONS; // noted by a release that had no rules
    }
    if (depthMax < 1
        || depthMax > JsonScanner.DEPTH_MAX_LIMIT
        || idMax < 1
        || typeMax < 1
        || ruleIterations < 1) {
      throw new IllegalArgumentException(
          "limits are at least 1, the depth at most "
              + JsonScanner.DEPTH_MAX_LIMIT
              + ": depth "
              + depthMax
              + ", id "
              + idMax
              + ", type "
              + typeMax
              + ", iterations of a rule "
              + ruleIterations);
    }
  }

  public static StepLimits defaults() {
    return new StepLimits(JsonScanner.DEPTH_MAX_DEFAULT, 1_024, 1_024, RULE_ITERATIONS);
  }
}
