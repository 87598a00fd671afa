package io.eventmill.steps.attribute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/**
 * What may have led to a conversion, as it is held: no more than rows tell of it.
 *
 * @param timeMicros event time
 * @param expiresMillis a watermark at or above it: no conversion in time can be put down to it
 * @param keptMillis until when it is held whatever the watermark says, by {@link Moment#millis}
 * @param values of the columns taken from touches, each a JSON value or null; not to be changed
 */
public record Touch(
    String id, long timeMicros, long expiresMillis, long keptMillis, byte[][] values)
    implements Comparable<Touch> {
  public Touch {
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(values, "values is null");
  }

  /** Whether it counts for conversions that come now. */
  boolean isHeld(Moment now) {
    return expiresMillis > now.watermark() || keptMillis > now.millis();
  }

  Touch keptAtLeast(long millis) {
    return millis <= keptMillis ? this : new Touch(id, timeMicros, expiresMillis, millis, values);
  }

  /** By time, then by id as code points: the order of every database that compares bytes. */
  @Override
  public int compareTo(Touch other) {
    int byTime = Long.compare(timeMicros, other.timeMicros);
    return byTime != 0
        ? byTime
        : Arrays.compareUnsigned(id.getBytes(UTF_8), other.id.getBytes(UTF_8));
  }

  /** The same touch: values do not matter. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Touch touch && timeMicros == touch.timeMicros && id.equals(touch.id);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(timeMicros) + id.hashCode();
  }
}
