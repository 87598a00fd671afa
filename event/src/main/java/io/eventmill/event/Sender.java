package io.eventmill.event;

import java.nio.charset.StandardCharsets;

/**
 * What a raw record says beside the event: kept with a failed event, so that its replay puts back
 * all that came. Each is null when the record did not have it.
 *
 * @param key the record's key, which decides its partition
 * @param ip the client's address, UTF-8
 * @param userAgent the client's User-Agent header, UTF-8
 */
public record Sender(byte[] key, byte[] ip, byte[] userAgent) {
  public static final Sender UNKNOWN = new Sender(null, null, null);

  public String ipText() {
    return text(ip);
  }

  public String userAgentText() {
    return text(userAgent);
  }

  /** Bytes of all of it. */
  public long size() {
    return (long) length(key) + length(ip) + length(userAgent);
  }

  private static int length(byte[] value) {
    return value == null ? 0 : value.length;
  }

  private static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
