package io.eventmill.event;

import java.util.Locale;
import java.util.Objects;

/**
 * An event that goes to no result, and rightly so. It is noted all the same, one by one, so that
 * every event is accounted for.
 */
public record Dropped(Origin origin, String id, String source, long receivedMillis, Cause cause)
    implements Outcome {
  public Dropped {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(cause, "cause is null");
  }

  /** Why it goes nowhere. */
  public enum Cause {
    /** An event of the same id passed within the source's {@code deduplicate.within}. */
    DUPLICATE,
    /** A rule of the pipeline leaves it out. */
    FILTERED;

    /** As it stands on the topic and in the store. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when the text names none
     */
    public static Cause of(String text) {
      for (Cause cause : values()) {
        if (cause.text().equals(text)) {
          return cause;
        }
      }
      throw new IllegalArgumentException(
          "'" + text + "' is no cause; expected duplicate or filtered");
    }
  }
}
