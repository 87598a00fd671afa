package io.eventmill.query;

import io.eventmill.store.EventFilter;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.StoredEvent;
import java.util.List;

/**
 * The time a histogram covers: the bounds asked for; where there is none, that of the first or last
 * event there is, wherever it lies (events may be of last year, or of tomorrow).
 *
 * @param fromMicros first instant in it
 * @param toMicros first instant behind it
 */
record Span(long fromMicros, long toMicros) {

  /** Null when a bound is open and no event says where the time begins or ends. */
  static Span of(EventFilter filter, EventReader reader) {
    Long from = filter.fromMicros() != null ? filter.fromMicros() : edge(filter, reader, true);
    Long to = filter.toMicros();
    if (to == null && from != null) {
      Long last = edge(filter, reader, false);
      to = last == null ? null : (Long) (last + 1);
    }
    return from == null || to == null ? null : new Span(from, to);
  }

  private static Long edge(EventFilter filter, EventReader reader, boolean oldestFirst) {
    List<StoredEvent> events = reader.find(new EventQuery(filter, 1, null, oldestFirst)).events();
    return events.isEmpty() ? null : (Long) events.get(0).event().timeMicros();
  }

  double micros() {
    return (double) toMicros - (double) fromMicros;
  }
}
