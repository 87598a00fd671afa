package io.eventmill.store;

import java.util.List;

/**
 * @param next where the next page begins; null when this one is the last
 */
public record EventPage(List<StoredEvent> events, Cursor next) {
  public EventPage {
    events = List.copyOf(events);
  }
}
