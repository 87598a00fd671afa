package io.eventmill.topics;

import java.util.Map;
import java.util.Objects;

/**
 * A topic as it should be.
 *
 * @param config broker-side topic settings, e.g. retention.ms
 */
public record TopicSettings(
    String name, int partitions, short replication, Map<String, String> config) {
  public TopicSettings {
    Objects.requireNonNull(name, "name is null");
    config = Map.copyOf(config);
    if (partitions < 1) {
      throw new IllegalArgumentException("topic " + name + ": partitions is " + partitions);
    }
  }
}
