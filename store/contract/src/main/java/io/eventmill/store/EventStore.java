package io.eventmill.store;

/** A place where events can be kept and asked for. Open it once, close it last. */
public interface EventStore extends AutoCloseable {
  EventWriter writer();

  EventReader reader();

  FailedReader failures();

  LedgerReader ledger();

  @Override
  void close();
}
