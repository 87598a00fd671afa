package io.eventmill.topics;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/**
 * How to reach the log.
 *
 * @param bootstrapServers host:port, comma separated
 * @param settings passed through to every client, e.g. security.protocol
 */
public record KafkaAddress(String bootstrapServers, Map<String, String> settings)
    implements Serializable {
  public KafkaAddress {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers is null");
    settings = Map.copyOf(settings);
  }

  public static KafkaAddress of(String bootstrapServers) {
    return new KafkaAddress(bootstrapServers, Map.of());
  }
}
