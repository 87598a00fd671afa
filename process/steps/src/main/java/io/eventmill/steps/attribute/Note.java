package io.eventmill.steps.attribute;

/** What happened to an event other than the usual; counted, so that it can be seen. */
public enum Note {
  /** A touch came when no conversion in time could be put down to it any more. */
  TOUCH_LATE,
  /** It was old or late, and is kept for less than the grace, or not at all. */
  TOUCH_GRACE_SHORT,
  /** A touch of this id and time is held already. */
  TOUCH_DUPLICATE,
  /** The key has more touches than are held: one from the middle went. */
  TOUCH_LEFT_OUT,
  /** A conversion came behind the watermark. */
  CONVERSION_LATE,
  /** It was old or late, and is kept for less than the grace, or not at all. */
  CONVERSION_GRACE_SHORT,
  /** A conversion of this id is held already. */
  CONVERSION_DUPLICATE,
  /** The key has more conversions than are held: the earliest is not corrected any more. */
  CONVERSION_LEFT_OUT
}
