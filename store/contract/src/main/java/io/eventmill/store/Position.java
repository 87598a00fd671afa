package io.eventmill.store;

import io.eventmill.event.Origin;
import java.util.Objects;
import java.util.UUID;

/**
 * How far a partition of a topic has been taken.
 *
 * @param topicId the broker's id of the topic that {@code nextOffset} counts in; a topic of the
 *     same name made anew has another one, and is read from its beginning
 * @param nextOffset offset on the topic to read next
 * @param highestOrigin highest origin taken; records at or below it are repeats. Null when no
 *     record that carries one has been taken yet
 */
public record Position(UUID topicId, long nextOffset, Origin highestOrigin) {
  public Position {
    Objects.requireNonNull(topicId, "topicId is null");
  }
}
