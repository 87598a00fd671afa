package io.eventmill.store;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the store can prove: raw records seen, and the rows it really holds, counted each time. Safe
 * for threads; fails as {@link EventReader} does.
 */
public interface LedgerReader {
  /**
   * Cells and positions as of one moment, so that neither is ahead of the other.
   *
   * @param cells in no order; none of a minute before {@code keptSince}
   * @param positions by topic and partition
   * @param keptSince by source: the first minute of acceptance that the store still keeps, epoch
   *     minutes; a source of which nothing was ever removed has none
   */
  record Snapshot(
      List<LedgerCell> cells,
      Map<String, Map<Integer, Position>> positions,
      Map<String, Long> keptSince) {}

  Snapshot snapshot(LedgerRange range);

  /**
   * The rows that came from a part of a raw partition, by offset; a doubled row stands twice.
   *
   * @param fromOffset included
   * @param toOffset excluded
   */
  List<OutcomeRow> outcomes(UUID topicId, int partition, long fromOffset, long toOffset);

  /** All that came of events of this id, received first first; at most limit. */
  List<StoredOutcome> outcomes(String id, int limit);
}
