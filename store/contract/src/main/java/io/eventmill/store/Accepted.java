package io.eventmill.store;

import io.eventmill.event.Origin;
import java.util.Objects;

/**
 * That a raw record exists: what the ledger holds everything else against.
 *
 * @param source whose raw topic it stands on
 * @param replayOf the raw record that failed and is here again; null when it is no replay
 */
public record Accepted(Origin origin, String source, long receivedMillis, Origin replayOf) {
  public Accepted {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(source, "source is null");
  }
}
