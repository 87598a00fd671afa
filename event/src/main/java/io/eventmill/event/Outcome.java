package io.eventmill.event;

/** What becomes of a raw record: an event that passed every step, or a failed one. */
public sealed interface Outcome permits Event, FailedEvent {
  Origin origin();

  String id();

  String source();

  long receivedMillis();
}
