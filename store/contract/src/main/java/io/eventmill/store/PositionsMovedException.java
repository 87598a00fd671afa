package io.eventmill.store;

/**
 * The store does not stand where the batch goes on from: someone else has written the partition
 * meanwhile. Nothing of the batch is kept; ask for the positions again and go on from there.
 */
public final class PositionsMovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PositionsMovedException(String message) {
    super(message);
  }
}
