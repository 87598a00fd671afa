package io.eventmill.store;

import java.util.Map;

/**
 * The write half. Exactly once in effect: rows and positions of a batch become visible together or
 * not at all, so whoever dies in the middle starts again from {@link #positions} and nothing is
 * missing or twice. Two loaders of one partition cannot double a row either: a batch says where it
 * goes on from, and is refused when the store stands elsewhere. A replay seen on raw marks the
 * failed event it replays, whichever of the two comes first.
 */
public interface EventWriter {
  /** How far this store has taken a topic, per partition; empty for a topic never seen. */
  Map<Integer, Position> positions(String topic);

  /**
   * Writes all of the batch in one transaction, rows and positions. An event whose id is already
   * there is still written: identity is the origin, repeats by id are judged earlier. Every event's
   * JSON must be JSON (RFC 8259, UTF-8); the store gives it back byte for byte.
   *
   * @throws PositionsMovedException when a partition in {@code positions} does not stand at what
   *     {@code before} says of it; nothing of the batch is kept
   * @throws IllegalArgumentException when a row can never be taken, such as an event whose JSON is
   *     none or one larger than the store allows; names it, and nothing of the batch is kept
   * @throws StoreUnavailableException when it may work later; nothing of the batch is kept
   */
  void write(Batch batch);

  /** Rows that a table can never take, and that are kept with the reason instead. */
  default long refused() {
    return 0;
  }
}
