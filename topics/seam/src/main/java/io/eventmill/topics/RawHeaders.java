package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the headers of a raw record say, read in one go. Other producers may write to a raw topic
 * too: with no headers, with some, or with numbers written as text. None of it is an error; a
 * header that stands twice counts as last written.
 *
 * @param id the event's id; null when no header says it
 * @param receivedMillis when the event was accepted: as the header says, otherwise the record's
 *     timestamp
 * @param ip the client's address; null when no header says it
 * @param userAgent the client's User-Agent; null when no header says it
 * @param spoolMark where it lay in a collector's spool; null when it did not
 * @param replayOf the raw record that failed and is here again; null when it is no replay
 * @param attempt how often the event will have been processed when this record has
 */
public record RawHeaders(
    String id,
    long receivedMillis,
    byte[] ip,
    byte[] userAgent,
    String spoolMark,
    Origin replayOf,
    int attempt) {
  private static final int DIGITS_MAX = 18;
  private static final int ATTEMPT_MAX = 1_000_000;

  /** End of the year 9999: what lies behind is no time but, say, one in microseconds. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  public static RawHeaders of(ConsumerRecord<?, ?> record) {
    byte[] id = null;
    byte[] received = null;
    byte[] ip = null;
    byte[] userAgent = null;
    byte[] spool = null;
    byte[] replay = null;
    byte[] attempt = null;
    for (Header header : record.headers()) {
      switch (header.key()) {
        case HeaderNames.ID -> id = header.value();
        case HeaderNames.RECEIVED -> received = header.value();
        case HeaderNames.IP -> ip = header.value();
        case HeaderNames.USER_AGENT -> userAgent = header.value();
        case HeaderNames.SPOOL -> spool = header.value();
        case HeaderNames.REPLAY -> replay = header.value();
        case HeaderNames.ATTEMPT -> attempt = header.value();
        default -> {} // not ours, or of no use here
      }
    }
    return new RawHeaders(
        id == null || id.length == 0 ? null : new String(id, UTF_8),
        received(received, record.timestamp()),
        ip,
        userAgent,
        spool == null ? null : new String(spool, UTF_8),
        replay == null || replay.length != Origin.BYTES ? null : Origin.fromBytes(replay),
        attempt(attempt));
  }

  public Sender sender(byte[] key) {
    return new Sender(key, ip, userAgent);
  }

  /** The record's timestamp may be as far ahead as its producer likes. */
  private static long received(byte[] value, long timestamp) {
    long received = value == null ? -1 : number(value);
    return received >= 0 && received <= MILLIS_MAX
        ? received
        : Math.min(MILLIS_MAX, Math.max(0, timestamp));
  }

  private static int attempt(byte[] value) {
    long attempt = value == null || value.length == Long.BYTES ? -1 : number(value);
    return attempt >= 1 && attempt <= ATTEMPT_MAX ? (int) attempt : 1;
  }

  /** Eight bytes, or decimal digits; -1 when it is neither. */
  private static long number(byte[] value) {
    if (value.length == Long.BYTES) {
      return ByteBuffer.wrap(value).getLong();
    }
    long number = 0;
    for (byte b : value) {
      if (b < '0' || b > '9') {
        return -1;
      }
      number = number * 10 + (b - '0');
    }
    return value.length == 0 || value.length > DIGITS_MAX ? -1 : number;
  }
}
