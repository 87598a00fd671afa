package io.eventmill.store;

/**
 * What one raw record has come to.
 *
 * @param offset of the raw record
 */
public record OutcomeRow(long offset, String id, LedgerCell.Kind kind) {}
