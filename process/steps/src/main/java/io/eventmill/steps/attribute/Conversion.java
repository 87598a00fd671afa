package io.eventmill.steps.attribute;

import java.util.Objects;

/**
 * What gets a row.
 *
 * @param timeMicros event time
 * @param dueMillis a watermark at or above it: every touch in time is there, its row is final
 * @param expiresMillis a watermark at or above it: it is forgotten, and taken for a new one
 * @param keptMillis until when its row is corrected whatever the watermark says, by {@link
 *     Moment#millis}
 * @param came what counts for it is what was held then, and what came after
 * @param values of the columns taken from conversions and from the lookup, in their order, each a
 *     JSON value or null; not to be changed. Null when the last row has been written
 */
public record Conversion(
    String id,
    long timeMicros,
    long dueMillis,
    long expiresMillis,
    long keptMillis,
    Moment came,
    byte[][] values) {
  public Conversion {
    Objects.requireNonNull(id, "id is null");
  }

  /** Whether a touch that comes now can still change its row, if the last one is not written. */
  boolean isOpen(Moment now) {
    return dueMillis > now.watermark() || keptMillis > now.millis();
  }

  boolean isLate() {
    return dueMillis <= came.watermark();
  }

  boolean isPending() {
    return values != null;
  }

  /** Remembered, so that it is recognised when it comes again. */
  Conversion done() {
    return new Conversion(id, timeMicros, dueMillis, expiresMillis, keptMillis, came, null);
  }
}
