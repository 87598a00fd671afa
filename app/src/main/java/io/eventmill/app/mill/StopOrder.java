package io.eventmill.app.mill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened, to be closed the other way round: first the door, last the data folder. One
 * part that fails to close does not keep the others from it.
 */
final class StopOrder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopOrder.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  private record Part(String name, AutoCloseable part) {}

  synchronized <T extends AutoCloseable> T opened(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Of the parts opened so far, the named one is to be closed first. */
  synchronized void closeFirst(String name) {
    List<Part> named = parts.stream().filter(p -> p.name().equals(name)).toList();
    parts.removeAll(named);
    named.forEach(parts::push);
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part next = parts.pop();
      try {
        next.part().close();
        LOG.info("{} closed", next.name());
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", next.name(), e);
      }
    }
  }
}
