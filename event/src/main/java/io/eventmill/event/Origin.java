package io.eventmill.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Objects;

/**
 * Where an event stands in the raw log: the raw topic's id (not its name, so that a topic made anew
 * starts anew), partition and offset. Everything that processing writes carries the origin it came
 * from; whoever consumes it drops what is at or below the highest origin it has taken. That is what
 * makes the path exactly once in effect.
 *
 * @param topicIdHigh upper half of the broker's 128-bit topic id
 * @param topicIdLow lower half of it
 */
public record Origin(long topicIdHigh, long topicIdLow, int partition, long offset) {
  /** Length of the binary form: topic id (16), partition (4), offset (8); big endian. */
  public static final int BYTES = 28;

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(topicIdHigh)
        .putLong(topicIdLow)
        .putInt(partition)
        .putLong(offset)
        .array();
  }

  public static Origin fromBytes(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes is null");
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an origin has " + BYTES + " bytes, found " + bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    return new Origin(in.getLong(), in.getLong(), in.getInt(), in.getLong());
  }

  /**
   * An id for an event that brings none: topic id as Kafka's tools print it, partition, offset. The
   * same record always has the same one.
   */
  public String asId() {
    byte[] topicId = ByteBuffer.allocate(16).putLong(topicIdHigh).putLong(topicIdLow).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(topicId)
        + "-"
        + partition
        + "-"
        + offset;
  }

  public boolean sameTopic(Origin other) {
    return topicIdHigh == other.topicIdHigh && topicIdLow == other.topicIdLow;
  }
}
