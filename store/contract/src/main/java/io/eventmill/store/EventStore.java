package io.eventmill.store;

/** A place where events and results can be kept and asked for. Open it once, close it last. */
public interface EventStore extends ResultStore {
  EventReader reader();

  FailedReader failures();

  LedgerReader ledger();

  @Override
  void close();
}
