package io.eventmill.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reference tables of a store in this very process, for jobs that run in it too. Only the name
 * travels with a job; a worker elsewhere is told that there is nothing of that name.
 *
 * @param name as it was given to {@link #register}
 */
public record LocalReferences(String name) implements ReferenceSource {
  private static final long serialVersionUID = 1L;
  private static final Map<String, ReferenceTables> REGISTERED = new ConcurrentHashMap<>();

  /** From now on jobs find these tables under the name, until it is closed. */
  public static Registration register(String name, ReferenceTables tables) {
    if (REGISTERED.putIfAbsent(name, tables) != null) {
      throw new IllegalStateException("there are reference tables named " + name + " already");
    }
    return () -> REGISTERED.remove(name, tables);
  }

  /** Tables that can be found until this is closed. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws StoreUnavailableException when there are none of this name now
   */
  @Override
  public Opened open() {
    ReferenceTables tables = REGISTERED.get(name);
    if (tables == null) {
      throw new StoreUnavailableException(
          "there are no reference tables named " + name + " in this process", null);
    }
    return new Opened() {
      @Override
      public ReferenceTables tables() {
        return tables;
      }

      @Override
      public void close() {} // the store belongs to whoever registered it
    };
  }
}
