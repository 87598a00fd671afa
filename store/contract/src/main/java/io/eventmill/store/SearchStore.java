package io.eventmill.store;

/**
 * A place where events, failed events and the ledger can be kept and asked for. Open it once, close
 * it last.
 */
public interface SearchStore extends Store {
  EventReader reader();

  FailedReader failures();

  LedgerReader ledger();

  /** For questions that people write themselves. */
  default SqlReader sql() {
    return SqlReader.NONE;
  }
}
