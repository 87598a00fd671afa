package io.eventmill.app.local;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a cluster by name, each with the way to start it again. Safe for threads: once
 * closed, nothing starts any more. If we are killed, they go on.
 */
final class Children {
  private final Map<String, Start> starts = new LinkedHashMap<>();
  private final Map<String, Child> running = new LinkedHashMap<>();
  private boolean closed;

  /** Starts a process, the first time and every other, on the same folder and port. */
  interface Start {
    Child now() throws IOException;
  }

  synchronized Child start(String name, Start start) throws IOException {
    if (closed) {
      throw new IllegalStateException("it is over");
    }
    Child child = start.now();
    starts.put(name, start);
    running.put(name, child);
    return child;
  }

  synchronized Child restart(String name) throws IOException {
    return start(name, starts.get(name));
  }

  /** One that has not been started is the caller's mistake. */
  synchronized Child named(String name) {
    Child child = running.get(name);
    if (child == null) {
      throw new IllegalArgumentException("no process " + name + " among " + running.keySet());
    }
    return child;
  }

  synchronized List<Child> all() {
    return List.copyOf(running.values());
  }

  /**
   * @throws IllegalStateException when one of them has ended
   */
  void requireAlive() throws IOException {
    for (Child child : all()) {
      child.requireAlive();
    }
  }

  /** One after the other, the last started first; one that does not end is made to. */
  void stop() {
    Deque<Child> backwards = new ArrayDeque<>();
    last().forEach(backwards::push);
    backwards.forEach(Child::stop);
  }

  /** All at once. */
  void kill() {
    last().forEach(Child::kill);
  }

  private synchronized Collection<Child> last() {
    closed = true;
    return all();
  }
}
