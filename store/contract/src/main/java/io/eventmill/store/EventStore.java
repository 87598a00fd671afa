package io.eventmill.store;

/** A place for events and for results alike. Open it once, close it last. */
public interface EventStore extends SearchStore, ResultStore {
  /** Takes batches of every topic. */
  @Override
  EventWriter writer();

  /** Removes events and results alike. */
  @Override
  Purger purger();

  @Override
  void close();
}
