package io.eventmill.simulate.door;

import java.time.Duration;

/** Hears what becomes of events. Called by several threads; must be quick. */
public interface DoorListener {
  DoorListener NONE = new DoorListener() {};

  /** The events {@code numbers[from, to)} are kept. */
  default void kept(long[] numbers, int from, int to) {}

  default void refused(Refusal refusal) {}

  /** A batch was not taken for now and will be sent again after the wait. */
  default void waiting(String why, Duration wait) {}
}
