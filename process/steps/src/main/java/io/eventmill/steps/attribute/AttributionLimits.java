package io.eventmill.steps.attribute;

import java.io.Serializable;
import java.time.Duration;

/**
 * @param touchesMax touches held per key; above it one from the middle goes, so that the earliest
 *     and the newest stay
 * @param conversionsMax conversions held per key; above it the one that came first is not corrected
 *     any more
 * @param grace for how long what comes old or late is held, by the clock of {@link Moment#millis};
 *     0: not at all
 * @param graceMax events held for the grace; from half of it on, the grace becomes shorter
 */
public record AttributionLimits(int touchesMax, int conversionsMax, Duration grace, int graceMax)
    implements Serializable {
  public AttributionLimits {
    if (touchesMax < 1 || conversionsMax < 1 || graceMax < 1 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "limits are %d, %d, %s and %d, the least is 1, 1, 0s and 1"
              .formatted(touchesMax, conversionsMax, grace, graceMax));
    }
  }
}
