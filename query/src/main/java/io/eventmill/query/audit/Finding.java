package io.eventmill.query.audit;

import io.eventmill.event.Origin;
import java.util.List;

/**
 * A difference, and where it arose.
 *
 * @param minute of acceptance, epoch minutes
 * @param stage where events went missing or were doubled
 * @param sentence for people: what was found, where
 * @param examples some of the events
 */
public record Finding(
    String source,
    long minute,
    Stage stage,
    long missing,
    long surplus,
    String sentence,
    List<Example> examples) {
  /** The stops of an event, in order. */
  public enum Stage {
    /** The raw topic itself. */
    LOG,
    /** From raw to enriched, failed or dropped. */
    PROCESS,
    /** From there into the store, and in it. */
    LOAD,
    /** The log no longer holds what would tell. */
    UNKNOWN
  }

  /**
   * @param id null when nothing tells it any more
   */
  public record Example(Origin origin, String id) {}
}
