package io.eventmill.store;

/** What every store has, whatever it keeps. Open it once, close it last. */
public interface Store extends AutoCloseable {
  /** Takes batches; exactly once in effect, as {@link EventWriter} promises. */
  EventWriter writer();

  Purger purger();

  @Override
  void close();
}
