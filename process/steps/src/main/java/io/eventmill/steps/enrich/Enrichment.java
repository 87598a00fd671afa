package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;
import java.util.List;

/**
 * Learns one thing about an event and says it in fields of its own, or takes out of it what those
 * behind must not see. Pure: the same event gives the same fields, whenever and however often it is
 * asked; no clock, no random, no network. Used by one thread at a time.
 */
public interface Enrichment {
  /** JSON pointers of the fields it looks at, e.g. {@code /utm_source}. */
  List<String> reads();

  /** Those of the fields it {@link #reads} that it may change or remove, where they stand. */
  default List<String> changes() {
    return List.of();
  }

  /** True when it needs the event as a whole ({@link EventView#json}). */
  default boolean readsAll() {
    return false;
  }

  /** Names of the top-level fields it may add. One that an event has already is overwritten. */
  List<String> adds();

  /**
   * Notes what is wrong with what it needs beside the event, e.g. a file or a key. For {@code
   * check}: reads local files, no network. Asked only when its settings are without problems.
   */
  default void inspect(Section settings) {}

  /**
   * Gets what it needs beside the event; called once, before the first event.
   *
   * @throws IllegalArgumentException when it is not there, saying what would be right
   */
  default void open() {}

  /**
   * As {@link #open()}, for one that has to know what an event may cost.
   *
   * @param iterations of all loops of one expression for one event
   */
  default void open(int iterations) {
    open();
  }

  /**
   * Nothing to say is not an error: add nothing.
   *
   * @throws EnrichmentException when the event must not go on without it; it becomes a failed event
   */
  void enrich(EventView event) throws EnrichmentException;
}
