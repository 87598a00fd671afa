package io.eventmill.query.heal;

import io.eventmill.event.Origin;
import io.eventmill.store.FailedQuery.After;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where a replay goes on: behind which row, and what stood on the raw topics when it began. What
 * failed later is no part of it, so an event that fails again is not replayed again and again.
 *
 * @param after null for the beginning
 * @param began per raw partition, the place that the next record got
 */
public record ReplayCursor(After after, List<Origin> began) {
  private static final byte VERSION = 3;
  private static final int ROW = Long.BYTES + Origin.BYTES;

  public ReplayCursor {
    began = List.copyOf(began);
  }

  /** True when the raw record came after the replay had begun. */
  boolean isLater(Origin origin) {
    return began.stream()
        .anyMatch(
            b ->
                b.sameTopic(origin)
                    && b.partition() == origin.partition()
                    && b.offset() <= origin.offset());
  }

  ReplayCursor behind(After row) {
    return new ReplayCursor(row, began);
  }

  /** Opaque to clients; the checksum tells a damaged one from a place. */
  public String text() {
    ByteBuffer out =
        ByteBuffer.allocate(1 + ROW + began.size() * Origin.BYTES + Integer.BYTES).put(VERSION);
    out.putLong(after.receivedMillis()).put(after.origin().toBytes());
    began.forEach(b -> out.put(b.toBytes()));
    out.putInt(checksum(out.array(), out.position()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Null when the text is no cursor of ours. */
  public static ReplayCursor parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int origins = bytes.length - 1 - ROW - Integer.BYTES;
    if (origins < 0 || origins % Origin.BYTES != 0 || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    After after = new After(in.getLong(), origin(in));
    List<Origin> began = new ArrayList<>();
    while (in.remaining() > Integer.BYTES) {
      began.add(origin(in));
    }
    int found = in.getInt();
    return found == checksum(bytes, bytes.length - Integer.BYTES)
        ? new ReplayCursor(after, began)
        : null;
  }

  private static Origin origin(ByteBuffer in) {
    byte[] origin = new byte[Origin.BYTES];
    in.get(origin);
    return Origin.fromBytes(origin);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
