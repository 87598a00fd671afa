package io.eventmill.steps.attribute;

/**
 * When there is something to do next, by either clock; {@link History#NONE} for never.
 *
 * @param watermark as soon as it reaches this
 * @param millis as soon as the clock of the grace does
 */
public record NextLook(long watermark, long millis) {
  static final NextLook NEVER = new NextLook(History.NONE, History.NONE);

  static NextLook atWatermark(long watermark) {
    return new NextLook(watermark, History.NONE);
  }

  static NextLook atMillis(long millis) {
    return new NextLook(History.NONE, millis);
  }

  public NextLook or(NextLook other) {
    return new NextLook(Math.min(watermark, other.watermark), Math.min(millis, other.millis));
  }
}
