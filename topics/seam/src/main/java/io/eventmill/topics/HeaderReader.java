package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Dropped;
import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of one record, read in one go. A header that stands twice counts as last written. */
final class HeaderReader {
  private byte[] id;
  private byte[] source;
  private byte[] received;
  private byte[] origin;
  private byte[] type;
  private byte[] time;
  private byte[] dropped;
  private byte[] ip;
  private byte[] userAgent;
  private byte[] result;
  private byte[] version;

  HeaderReader(Headers headers) {
    for (Header header : headers) {
      switch (header.key()) {
        case HeaderNames.ID -> id = header.value();
        case HeaderNames.SOURCE -> source = header.value();
        case HeaderNames.RECEIVED -> received = header.value();
        case HeaderNames.ORIGIN -> origin = header.value();
        case HeaderNames.TYPE -> type = header.value();
        case HeaderNames.TIME -> time = header.value();
        case HeaderNames.DROPPED -> dropped = header.value();
        case HeaderNames.IP -> ip = header.value();
        case HeaderNames.USER_AGENT -> userAgent = header.value();
        case HeaderNames.RESULT -> result = header.value();
        case HeaderNames.VERSION -> version = header.value();
        default -> {} // not ours
      }
    }
  }

  String id() throws UndecodableRecordException {
    return text(HeaderNames.ID, id);
  }

  String source() throws UndecodableRecordException {
    return text(HeaderNames.SOURCE, source);
  }

  String type() throws UndecodableRecordException {
    return text(HeaderNames.TYPE, type);
  }

  String result() throws UndecodableRecordException {
    return text(HeaderNames.RESULT, result);
  }

  String version() throws UndecodableRecordException {
    return text(HeaderNames.VERSION, version);
  }

  long receivedMillis() throws UndecodableRecordException {
    return number(HeaderNames.RECEIVED, received);
  }

  long timeMicros() throws UndecodableRecordException {
    return number(HeaderNames.TIME, time);
  }

  Origin origin() throws UndecodableRecordException {
    return Origin.fromBytes(sized(HeaderNames.ORIGIN, origin, Origin.BYTES));
  }

  Dropped.Cause dropped() throws UndecodableRecordException {
    try {
      return Dropped.Cause.of(text(HeaderNames.DROPPED, dropped));
    } catch (IllegalArgumentException e) {
      throw new UndecodableRecordException("header 'em-dropped': " + e.getMessage());
    }
  }

  Sender sender(byte[] key) {
    return new Sender(key, ip, userAgent);
  }

  private static String text(String name, byte[] value) throws UndecodableRecordException {
    return new String(present(name, value), UTF_8);
  }

  private static long number(String name, byte[] value) throws UndecodableRecordException {
    return ByteBuffer.wrap(sized(name, value, Long.BYTES)).getLong();
  }

  private static byte[] sized(String name, byte[] value, int length)
      throws UndecodableRecordException {
    if (present(name, value).length != length) {
      throw new UndecodableRecordException(
          "header '%s' has %d bytes, expected %d".formatted(name, value.length, length));
    }
    return value;
  }

  private static byte[] present(String name, byte[] value) throws UndecodableRecordException {
    if (value == null) {
      throw new UndecodableRecordException("the record has no header '" + name + "'");
    }
    return value;
  }
}
