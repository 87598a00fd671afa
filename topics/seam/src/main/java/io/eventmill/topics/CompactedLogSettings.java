package io.eventmill.topics;

import java.time.Duration;
import java.util.Objects;

/**
 * A compacted topic as it should be, and how long its users wait for it.
 *
 * @param replication copies of the topic when it is made here
 * @param recordBytesMax largest record, key and value together; the topic is made to take it
 * @param timeout for one write or one look at the log's end
 * @param startTimeout for reading the whole log at the start
 */
public record CompactedLogSettings(
    String topic, short replication, int recordBytesMax, Duration timeout, Duration startTimeout) {
  public CompactedLogSettings {
    Objects.requireNonNull(topic, "topic is null");
    Objects.requireNonNull(timeout, "timeout is null");
    Objects.requireNonNull(startTimeout, "startTimeout is null");
    if (replication < 1) {
      throw new IllegalArgumentException("topic " + topic + ": replication is " + replication);
    }
    if (recordBytesMax < 1024) {
      throw new IllegalArgumentException(
          "topic " + topic + ": recordBytesMax is " + recordBytesMax + ", the least is 1024");
    }
  }
}
