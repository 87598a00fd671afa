package io.eventmill.event;

import java.util.Objects;

/**
 * An event that passed every step: identity, kind and time are known, the JSON holds the client's
 * fields and what enrichment added. This is what stands on an enriched topic and in a store.
 *
 * @param origin the raw record it came from
 * @param type the event's kind, e.g. {@code pageview}
 * @param timeMicros event time, epoch microseconds (UTC)
 * @param receivedMillis when the collector accepted it, epoch milliseconds
 * @param json the enriched event, UTF-8
 */
public record Event(
    Origin origin,
    String id,
    String source,
    String type,
    long timeMicros,
    long receivedMillis,
    byte[] json)
    implements Outcome {
  public Event {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(source, "source is null");
    Objects.requireNonNull(type, "type is null");
    Objects.requireNonNull(json, "json is null");
  }
}
