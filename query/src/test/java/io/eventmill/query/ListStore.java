package io.eventmill.query;

import io.eventmill.store.EventReader;
import io.eventmill.store.EventStore;
import io.eventmill.store.EventWriter;
import io.eventmill.store.FailedReader;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.Purger;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.ResultReader;

/** A store of which tests only ask; what a test does not need is null. */
record ListStore(EventReader reader, FailedReader failures, LedgerReader ledger)
    implements EventStore {
  static EventStore of(EventReader reader) {
    return new ListStore(reader, reader instanceof FailedReader failures ? failures : null, null);
  }

  @Override
  public EventWriter writer() {
    throw new UnsupportedOperationException("questions do not write");
  }

  @Override
  public ResultReader results() {
    return ListResults.samples();
  }

  @Override
  public ReferenceTables tables() {
    return null;
  }

  @Override
  public Purger purger() {
    throw new UnsupportedOperationException("questions do not remove");
  }

  @Override
  public void close() {}
}
