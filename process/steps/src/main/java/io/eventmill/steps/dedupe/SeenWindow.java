package io.eventmill.steps.dedupe;

import java.io.Serializable;

/**
 * How long and how many ids are remembered.
 *
 * @param millis how far apart two events of the same id may be received and still be the same one
 * @param idsMax ids of one raw partition
 */
public record SeenWindow(long millis, int idsMax) implements Serializable {
  /** Positions are ints. */
  public static final int IDS_MAX_LIMIT = 500_000_000;

  public SeenWindow {
    if (millis < 1 || millis > Long.MAX_VALUE / 2) {
      throw new IllegalArgumentException("the window is " + millis + " ms, the least is 1 ms");
    }
    if (idsMax < 1 || idsMax > IDS_MAX_LIMIT) {
      throw new IllegalArgumentException(
          "remembered ids are " + idsMax + ", expected 1 to " + IDS_MAX_LIMIT);
    }
  }
}
