package io.eventmill.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z0-9_-]{22})-(\\d{1,10})-(\\d{1,19})");

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

  /**
   * The origin that {@link #asId} writes so.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Origin parse(String text) {
    Matcher parts = TEXT.matcher(text);
    try {
      if (parts.matches()) {
        ByteBuffer topicId = ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts.group(1)));
        Origin origin =
            new Origin(
                topicId.getLong(),
                topicId.getLong(),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)));
        if (origin.asId().equals(text)) {
          return origin;
        }
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no place on a raw topic; expected topic id, partition and offset, such as"
            + " EjRWeJq8Te-BI0VniavN7w-0-4712");
  }

  public boolean sameTopic(Origin other) {
    return topicIdHigh == other.topicIdHigh && topicIdLow == other.topicIdLow;
  }
}
