package io.eventmill.query;

import io.eventmill.store.ResultCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** A place among a result's rows as text that fits a URL; opaque, with a checksum. */
final class ResultPlace {
  private static final byte ROWS = 3;
  private static final int LEAST = 1 + Long.BYTES + Integer.BYTES;

  private ResultPlace() {}

  /** Null for null. */
  static String text(ResultCursor cursor) {
    if (cursor == null) {
      return null;
    }
    byte[] id = cursor.id().getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(LEAST + id.length);
    out.put(ROWS).putLong(cursor.timeMicros()).put(id);
    out.putInt(checksum(out.array(), out.position()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Null when the text is no cursor of ours. */
  static ResultCursor parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length < LEAST || bytes[0] != ROWS) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int end = bytes.length - Integer.BYTES;
    if (in.getInt(end) != checksum(bytes, end)) {
      return null;
    }
    int begin = 1 + Long.BYTES;
    return new ResultCursor(
        in.getLong(1), new String(bytes, begin, end - begin, StandardCharsets.UTF_8));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
