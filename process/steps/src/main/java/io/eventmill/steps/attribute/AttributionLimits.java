package io.eventmill.steps.attribute;

/**
 * @param touchesMax touches held per key; above it one from the middle goes, so that the earliest
 *     and the newest stay
 * @param conversionsMax conversions held per key; above it the one that came first is not corrected
 *     any more
 */
public record AttributionLimits(int touchesMax, int conversionsMax) {
  public AttributionLimits {
    if (touchesMax < 1 || conversionsMax < 1) {
      throw new IllegalArgumentException(
          "limits are " + touchesMax + " and " + conversionsMax + ", the least is 1");
    }
  }
}
