package io.eventmill.simulate.door;

import java.io.IOException;

/** The collector takes nothing more from us: it refuses whatever we send, or stayed away. */
public final class DoorClosedException extends IOException {
  private static final long serialVersionUID = 1;

  public DoorClosedException(String message) {
    super(message);
  }
}
