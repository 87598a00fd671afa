package io.eventmill.store;

/**
 * A place where the results of pipelines are kept, and the reference tables that they are looked up
 * in. Open it once, close it last.
 */
public interface ResultStore extends Store {
  ResultReader results();

  ReferenceTables tables();
}
