package io.eventmill.collect.body;

import io.eventmill.event.RawEvent;

/**
 * Looks at each event of a source before it is kept. Asked by several threads at once. What it says
 * no to is refused, together with all of its request.
 */
public interface EventCheck {
  /** Lets everything in. */
  EventCheck NONE = event -> null;

  /**
   * @param pointer of the field at fault; null when it is the whole event
   * @param message for people: what was found and what would be right
   */
  record Fault(String pointer, String message) {}

  /** Null for an event that may come in. */
  Fault look(RawEvent event);
}
