package io.eventmill.collect.body;

import io.eventmill.event.RawEvent;
import java.util.List;

/**
 * The events of one request, in its order.
 *
 * @param idsMade true when at least one event came without an id and got one from us
 * @param key the write key that stood in an event, or null
 */
public record Batch(List<RawEvent> events, boolean idsMade, String key) {
  /** What an event costs in memory beside its JSON: objects, headers, the record around it. */
  private static final int OVERHEAD = 400;

  /** Bytes of memory that the batch holds until the log has answered, roughly. */
  public long cost() {
    long sum = 0;
    for (RawEvent event : events) {
      sum += cost(event);
    }
    return sum;
  }

  static long cost(RawEvent e) {
    int agent = e.userAgent() == null ? 0 : e.userAgent().length();
    return e.json().length + (long) e.id().length() + e.key().length() + agent + OVERHEAD;
  }
}
