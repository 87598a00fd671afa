package io.eventmill.topics;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A topic as it should be.
 *
 * @param config broker-side topic settings, e.g. retention.ms
 */
public record TopicSettings(
    String name, int partitions, short replication, Map<String, String> config) {
  /** Room for a body at the collector's highest limit (16 MB) with its headers. */
  public static final int RAW_BYTES_MAX = 17 * 1024 * 1024;

  /** Room for a raw record as text in JSON, at most twice its size, and what stands around it. */
  public static final int PROCESSED_BYTES_MAX = 2 * RAW_BYTES_MAX + 2 * 1024 * 1024;

  public TopicSettings {
    Objects.requireNonNull(name, "name is null");
    config = Map.copyOf(config);
    if (partitions < 1) {
      throw new IllegalArgumentException("topic " + name + ": partitions is " + partitions);
    }
  }

  public static TopicSettings raw(String name, int partitions, short replication) {
    return sized(name, partitions, replication, RAW_BYTES_MAX);
  }

  /** An enriched or failed topic. Its records have the timestamps of the raw ones. */
  public static TopicSettings processed(String name, int partitions, short replication) {
    return sized(name, partitions, replication, PROCESSED_BYTES_MAX);
  }

  public TopicSettings with(String key, String value) {
    Map<String, String> more = new HashMap<>(config);
    more.put(key, value);
    return new TopicSettings(name, partitions, replication, more);
  }

  /**
   * Record timestamps are the collector's moment of acceptance, or what another producer said. The
   * broker keeps them as they are, also when its clock is hours behind: by default it would refuse
   * such events.
   */
  private static TopicSettings sized(String name, int partitions, short replication, int bytes) {
    return new TopicSettings(
            name, partitions, replication, Map.of("max.message.bytes", Integer.toString(bytes)))
        .with("message.timestamp.type", "CreateTime")
        .with("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
  }
}
