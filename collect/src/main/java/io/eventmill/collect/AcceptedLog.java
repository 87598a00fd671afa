package io.eventmill.collect;

import io.eventmill.event.RawEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines about what was accepted: one per request at debug, one per event at trace, else none.
 */
final class AcceptedLog {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedLog.class);

  private AcceptedLog() {}

  static void accepted(String source, List<RawEvent> events, Kept where) {
    if (!LOG.isDebugEnabled()) {
      return;
    }
    LOG.debug("{}: {} accepted, kept in {}", source, events.size(), where);
    if (LOG.isTraceEnabled()) {
      events.forEach(e -> LOG.trace("{}: event {} of {} bytes", source, e.id(), e.json().length));
    }
  }
}
