package io.eventmill.store;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The write half of a store in this very process, for jobs that run in it too. Only the name
 * travels with a job; a worker elsewhere is told that there is nothing of that name.
 *
 * @param name as it was given to {@link #register}
 */
public record LocalWriter(String name) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, EventWriter> REGISTERED = new ConcurrentHashMap<>();

  /** From now on jobs find the writer under the name, until it is closed. */
  public static Registration register(String name, EventWriter writer) {
    if (REGISTERED.putIfAbsent(name, writer) != null) {
      throw new IllegalStateException("there is a store named " + name + " already");
    }
    return () -> REGISTERED.remove(name, writer);
  }

  /** A writer that can be found until this is closed. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws StoreUnavailableException when there is none of this name now
   */
  public EventWriter find() {
    EventWriter writer = REGISTERED.get(name);
    if (writer == null) {
      throw new StoreUnavailableException(
          "there is no store named " + name + " in this process", null);
    }
    return writer;
  }
}
