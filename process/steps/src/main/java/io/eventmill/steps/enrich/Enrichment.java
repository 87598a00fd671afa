package io.eventmill.steps.enrich;

import java.util.List;

/**
 * Learns one thing about an event and says it in fields of its own. Pure: the same event gives the
 * same fields, whenever and however often it is asked; no clock, no random, no network. Used by one
 * thread at a time.
 */
public interface Enrichment {
  /** JSON pointers of the fields it looks at, e.g. {@code /utm_source}. */
  List<String> reads();

  /** Names of the top-level fields it may add. One that an event has already is overwritten. */
  List<String> adds();

  /**
   * Nothing to say is not an error: add nothing.
   *
   * @throws EnrichmentException when the event must not go on without it; it becomes a failed event
   */
  void enrich(EventView event) throws EnrichmentException;
}
