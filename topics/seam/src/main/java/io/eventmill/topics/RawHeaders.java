package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the headers of a raw record say. Other producers may write to a raw topic too: with no
 * headers, with some, or with numbers written as text. None of it is an error.
 */
public final class RawHeaders {
  private static final int DIGITS_MAX = 18;

  /** End of the year 9999: what lies behind is no time but, say, one in microseconds. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private RawHeaders() {}

  /** The event's id; null when no header says it. */
  public static String id(ConsumerRecord<?, ?> record) {
    byte[] value = value(record, HeaderNames.ID);
    return value == null || value.length == 0 ? null : new String(value, UTF_8);
  }

  /** When the event was accepted: as the header says, otherwise the record's timestamp. */
  public static long receivedMillis(ConsumerRecord<?, ?> record) {
    byte[] value = value(record, HeaderNames.RECEIVED);
    long received = value == null ? -1 : millis(value);
    return received >= 0 && received <= MILLIS_MAX ? received : Math.max(0, record.timestamp());
  }

  private static long millis(byte[] value) {
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

  private static byte[] value(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
