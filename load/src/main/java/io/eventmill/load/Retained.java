package io.eventmill.load;

import io.eventmill.store.Purged;
import io.eventmill.store.Purger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a store keeps something.
 *
 * @param name of the source, or of the result
 */
public record Retained(Kind kind, String name, Duration retain, Purger store) {
  /** What is kept, and which of its times counts. */
  public enum Kind {
    /** By when they were received: what a client says of the time may be anything. */
    EVENTS,
    /** By the row's time. */
    RESULT
  }

  /** Removes some of what is too old by now. */
  Purged step(long nowMillis, int rowsMax) {
    long before = nowMillis - retain.toMillis();
    return kind == Kind.EVENTS
        ? store.events(name, before, rowsMax)
        : store.results(name, TimeUnit.MILLISECONDS.toMicros(before), rowsMax);
  }
}
