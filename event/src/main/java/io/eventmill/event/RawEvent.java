package io.eventmill.event;

import java.util.Objects;

/**
 * An event as it came through the door, before anyone looked into it: the client's JSON byte for
 * byte, and what only the request knows.
 *
 * @param id the client's event id, or one the collector made
 * @param source name of the source in the pipeline file
 * @param key what decides the partition; a retry of the same event carries the same key
 * @param receivedMillis when it was accepted, epoch milliseconds
 * @param ip the client's address, or null
 * @param userAgent the client's User-Agent header, or null
 */
public record RawEvent(
    String id,
    String source,
    String key,
    long receivedMillis,
    byte[] json,
    String ip,
    String userAgent) {
  public RawEvent {
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(key, "key is null");
    Objects.requireNonNull(json, "json is null");
  }
}
