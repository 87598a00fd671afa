package io.eventmill.collect.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A batch as bytes: magic, length, CRC-32C over length and payload, payload. The magic holds a byte
 * that stands in no UTF-8 text, so that no event can look like a record. What an event shares with
 * the one before it (source, time, caller) is written once.
 */
final class BatchRecord {
  static final int MAGIC = 0xff53_5031;
  static final int HEADER_BYTES = 12;

  private static final int KEY_IS_ID = 1;
  private static final int SAME_CALLER = 2;
  private static final int HAS_IP = 4;
  private static final int HAS_AGENT = 8;
  private static final int MAYBE_SENT = 16;
  private static final int FIRST_BYTES = 64 * 1024;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** The record's bytes; valid until the next call. */
  ByteBuffer encode(SpooledBatch batch) {
    if (bytes.length > 16 * FIRST_BYTES) {
      bytes = new byte[FIRST_BYTES]; // a huge batch does not hold its memory for ever
    }
    size = HEADER_BYTES;
    putLong(batch.firstSequence());
    putText(batch.topic());
    putInt(batch.events().size());
    RawEvent before = null;
    for (int i = 0; i < batch.events().size(); i++) {
      RawEvent event = batch.events().get(i);
      putEvent(event, before, batch.maybeSent().get(i));
      before = event;
    }
    int length = size - HEADER_BYTES;
    ByteBuffer record = ByteBuffer.wrap(bytes, 0, size);
    record.putInt(0, MAGIC).putInt(4, length).putInt(8, crc(length, bytes, HEADER_BYTES));
    return record;
  }

  static int crc(int length, byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(0, length));
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private void putEvent(RawEvent event, RawEvent before, boolean maybeSent) {
    boolean keyIsId = event.key().equals(event.id());
    boolean same = before != null && isSameCaller(event, before);
    int flags =
        (keyIsId ? KEY_IS_ID : 0)
            | (same ? SAME_CALLER : 0)
            | (event.ip() != null ? HAS_IP : 0)
            | (event.userAgent() != null ? HAS_AGENT : 0)
            | (maybeSent ? MAYBE_SENT : 0);
    room(1);
    bytes[size++] = (byte) flags;
    putText(event.id());
    if (!keyIsId) {
      putText(event.key());
    }
    if (!same) {
      putText(event.source());
      putLong(event.receivedMillis());
      if (event.ip() != null) {
        putText(event.ip());
      }
      if (event.userAgent() != null) {
        putText(event.userAgent());
      }
    }
    putBytes(event.json());
  }

  private static boolean isSameCaller(RawEvent a, RawEvent b) {
    return a.receivedMillis() == b.receivedMillis()
        && a.source().equals(b.source())
        && java.util.Objects.equals(a.ip(), b.ip())
        && java.util.Objects.equals(a.userAgent(), b.userAgent());
  }

  private void putText(String text) {
    putBytes(text.getBytes(UTF_8));
  }

  private void putBytes(byte[] value) {
    putInt(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void putInt(int value) {
    room(4);
    ByteBuffer.wrap(bytes).putInt(size, value);
    size += 4;
  }

  private void putLong(long value) {
    room(8);
    ByteBuffer.wrap(bytes).putLong(size, value);
    size += 8;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** Reads a payload whose CRC is right. */
  static SpooledBatch decode(ByteBuffer payload) {
    long firstSequence = payload.getLong();
    String topic = text(payload);
    int count = payload.getInt();
    List<RawEvent> events = new ArrayList<>(count);
    BitSet maybeSent = new BitSet();
    RawEvent before = null;
    for (int i = 0; i < count; i++) {
      int flags = payload.get();
      maybeSent.set(i, (flags & MAYBE_SENT) != 0);
      before = event(payload, flags, before);
      events.add(before);
    }
    return new SpooledBatch(firstSequence, topic, events, maybeSent);
  }

  private static RawEvent event(ByteBuffer payload, int flags, RawEvent before) {
    String id = text(payload);
    String key = (flags & KEY_IS_ID) != 0 ? id : text(payload);
    if ((flags & SAME_CALLER) != 0) {
      return new RawEvent(
          id,
          before.source(),
          key,
          before.receivedMillis(),
          value(payload),
          before.ip(),
          before.userAgent());
    }
    String source = text(payload);
    long received = payload.getLong();
    String ip = (flags & HAS_IP) != 0 ? text(payload) : null;
    String agent = (flags & HAS_AGENT) != 0 ? text(payload) : null;
    return new RawEvent(id, source, key, received, value(payload), ip, agent);
  }

  private static String text(ByteBuffer payload) {
    return new String(value(payload), UTF_8);
  }

  private static byte[] value(ByteBuffer payload) {
    byte[] value = new byte[payload.getInt()];
    payload.get(value);
    return value;
  }
}
