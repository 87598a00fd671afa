package io.eventmill.query;

import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import io.eventmill.store.FailedQuery.After;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A place in the order of events as text that fits a URL: what it is of, time, origin, checksum in
 * base64url. Opaque to clients; the checksum tells a damaged one from a place.
 */
final class EventCursor {
  private static final byte EVENTS = 1;
  private static final byte FAILED = 2;
  private static final int BYTES = 1 + Long.BYTES + Origin.BYTES + Integer.BYTES;

  private EventCursor() {}

  static String text(Cursor cursor) {
    return text(EVENTS, cursor.timeMicros(), cursor.origin());
  }

  /** Failed events stand in the order of their received time. */
  static String text(After row) {
    return text(FAILED, row.receivedMillis(), row.origin());
  }

  private static String text(byte version, long time, Origin origin) {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(version).putLong(time).put(origin.toBytes());
    out.putInt(checksum(out.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Null when the text is no cursor of ours. */
  static Cursor parse(String text) {
    return parse(EVENTS, text);
  }

  /** Null when the text is no cursor of ours. */
  static After parseFailed(String text) {
    Cursor cursor = parse(FAILED, text);
    return cursor == null ? null : new After(cursor.timeMicros(), cursor.origin());
  }

  private static Cursor parse(byte version, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length != BYTES || bytes[0] != version) {
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
