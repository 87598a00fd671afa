package io.eventmill.benchmark.race;

/** A peer that cannot start here; the message says why and what would help. */
public final class MissingPeerException extends Exception {
  private static final long serialVersionUID = 1;

  public MissingPeerException(String message) {
    super(message);
  }
}
