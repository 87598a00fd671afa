package io.eventmill.query;

import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A place in the order of events as text that fits a URL: version, time, origin, checksum in
 * base64url. Opaque to clients; the checksum tells a damaged one from a place.
 */
final class EventCursor {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + Long.BYTES + Origin.BYTES + Integer.BYTES;

  private EventCursor() {}

  static String text(Cursor cursor) {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(VERSION).putLong(cursor.timeMicros()).put(cursor.origin().toBytes());
    out.putInt(checksum(out.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Null when the text is no cursor of ours. */
  static Cursor parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    in.get();
    long time = in.getLong();
    byte[] origin = new byte[Origin.BYTES];
    in.get(origin);
    return in.getInt() == checksum(bytes) ? new Cursor(time, Origin.fromBytes(origin)) : null;
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, BYTES - Integer.BYTES);
    return (int) crc.getValue();
  }
}
