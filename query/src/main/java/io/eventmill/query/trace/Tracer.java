package io.eventmill.query.trace;

/** Who can be asked for an event's way. */
public interface Tracer {
  /**
   * Blocks; safe for threads.
   *
   * @throws io.eventmill.store.StoreUnavailableException when store or log do not answer
   */
  Trace trace(String id);
}
