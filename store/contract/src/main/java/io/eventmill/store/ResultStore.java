package io.eventmill.store;

/**
 * A place where the results of pipelines are kept, and the reference tables that they are looked up
 * in. Open it once, close it last.
 */
public interface ResultStore extends AutoCloseable {
  /** Takes batches of rows; exactly once in effect, as {@link EventWriter} promises. */
  EventWriter writer();

  ResultReader results();

  ReferenceTables tables();

  Purger purger();

  @Override
  void close();
}
