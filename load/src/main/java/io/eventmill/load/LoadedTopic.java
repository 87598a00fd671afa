package io.eventmill.load;

/**
 * A topic that ends up in the store, and what stands on it.
 *
 * @param source for a raw topic: whose events stand there; otherwise null, as each record says it
 */
public record LoadedTopic(String name, Kind kind, String source) {
  /** What a topic's records are. */
  public enum Kind {
    /** Events as they came; they are counted, not stored. */
    RAW,
    ENRICHED,
    FAILED,
    DROPPED,
    /** Rows of a result; the newest of an id holds. */
    RESULT
  }

  public static LoadedTopic raw(String name, String source) {
    return new LoadedTopic(name, Kind.RAW, source);
  }

  public static LoadedTopic enriched(String name) {
    return new LoadedTopic(name, Kind.ENRICHED, null);
  }

  public static LoadedTopic failed(String name) {
    return new LoadedTopic(name, Kind.FAILED, null);
  }

  public static LoadedTopic result(String name) {
    return new LoadedTopic(name, Kind.RESULT, null);
  }

  public static LoadedTopic dropped(String name) {
    return new LoadedTopic(name, Kind.DROPPED, null);
  }
}
