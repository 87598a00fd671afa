package io.eventmill.store;

/**
 * What one step has removed.
 *
 * @param rows for people: events, failed events, notes of dropped ones, result rows
 * @param done whether nothing is left to remove
 */
public record Purged(long rows, boolean done) {
  public static final Purged NOTHING = new Purged(0, true);
}
