package io.eventmill.topics;

import java.util.Objects;
import java.util.UUID;

/**
 * A topic as it is.
 *
 * @param id the broker's id of it; a topic of the same name made anew has another one
 */
public record TopicState(String name, UUID id, int partitions) {
  public TopicState {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(id, "id is null");
  }
}
