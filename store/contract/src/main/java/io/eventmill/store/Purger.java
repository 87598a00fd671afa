package io.eventmill.store;

/**
 * Removes what is older than a store is to keep. In steps, so that nobody waits long for one: call
 * again until the answer says that nothing is left. Each step holds by itself; who dies between two
 * goes on with the next.
 *
 * <p>The ledger stays true: before the first row of a source goes, the store notes since when it
 * keeps that source, and its ledger tells nothing of earlier minutes from then on. So nothing that
 * was removed is taken for missing, nor what is loaded later though it was received before. That
 * mark only ever moves forward.
 *
 * <p>A store that keeps a day's rows together may keep them until the whole day is due. What it
 * then still has stays in its ledger.
 */
public interface Purger {
  /**
   * Removes what of a source was received before a time: events, failed events and the notes of
   * their replays, notes of dropped events, counts of raw records.
   *
   * @param beforeMillis epoch milliseconds; the minute it is in is kept whole
   * @param rowsMax rows that this step removes at most, 1 or more; a store that removes days at
   *     once may remove more
   * @throws StoreUnavailableException when it may work later
   */
  Purged events(String source, long beforeMillis, int rowsMax);

  /**
   * Removes the rows of a result whose time is before this one, of all versions of its definition.
   *
   * @param beforeMicros epoch microseconds
   * @param rowsMax as above
   * @throws StoreUnavailableException when it may work later
   */
  Purged results(String result, long beforeMicros, int rowsMax);
}
