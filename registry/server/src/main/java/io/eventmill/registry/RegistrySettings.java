package io.eventmill.registry;

import io.eventmill.topics.CompactedLogSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the registry keeps its schemas and how much it takes.
 *
 * @param topic all registries of one topic are one registry
 * @param replication copies of the topic when it is made here
 * @param timeout for a write to be kept, and for the log to answer
 * @param startTimeout for reading the whole topic at the start
 */
public record RegistrySettings(
    String topic,
    short replication,
    Duration timeout,
    Duration startTimeout,
    RegistryLimits limits) {
  public RegistrySettings {
    Objects.requireNonNull(topic, "topic is null");
    Objects.requireNonNull(limits, "limits is null");
  }

  /** One copy, as with the embedded broker; a cluster wants three. */
  public static RegistrySettings defaults() {
    return new RegistrySettings(
        "eventmill-schemas",
        (short) 1,
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        RegistryLimits.defaults());
  }

  public RegistrySettings withTopic(String newTopic, short newReplication) {
    return new RegistrySettings(newTopic, newReplication, timeout, startTimeout, limits);
  }

  public RegistrySettings withLimits(RegistryLimits newLimits) {
    return new RegistrySettings(topic, replication, timeout, startTimeout, newLimits);
  }

  CompactedLogSettings log() {
    return new CompactedLogSettings(
        topic, replication, limits.recordBytesMax(), timeout, startTimeout);
  }
}
