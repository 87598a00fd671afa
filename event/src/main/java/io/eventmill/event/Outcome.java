package io.eventmill.event;

/**
 * What becomes of a raw record, each of which has exactly one: an event that passed every step, a
 * failed one, or one that was dropped and noted.
 */
public sealed interface Outcome permits Event, FailedEvent, Dropped {
  Origin origin();

  String id();

  String source();

  long receivedMillis();
}
