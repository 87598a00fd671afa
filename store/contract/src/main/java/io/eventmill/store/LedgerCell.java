package io.eventmill.store;

import java.math.BigInteger;
import java.util.UUID;

/**
 * How many raw records of one source, minute of acceptance and raw partition have come to what, and
 * a check on which ones: two cells with the same numbers hold the same records, but for a
 * coincidence that loss and doubling do not bring about.
 *
 * @param minute of acceptance, epoch minutes
 * @param topicId of the raw topic, as an origin names it
 * @param offsets sum of the raw offsets
 * @param squares sum of the raw offsets' squares
 * @param firstOffset lowest raw offset among them
 * @param lastOffset highest raw offset among them
 */
public record LedgerCell(
    String source,
    long minute,
    UUID topicId,
    int partition,
    Kind kind,
    long records,
    BigInteger offsets,
    BigInteger squares,
    long firstOffset,
    long lastOffset) {
  /** What they have come to. */
  public enum Kind {
    /** Stands on raw, and is no replay. */
    ACCEPTED,
    /** Stands on raw, and replays a failed event. */
    REPLAYED,
    STORED,
    FAILED,
    DUPLICATE,
    FILTERED
  }
}
