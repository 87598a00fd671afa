package io.eventmill.pipeline;

import java.time.ZoneId;

/**
 * Where events come in.
 *
 * @param name as in {@code POST /collect/{name}}
 * @param timeZone zone of timestamps that carry none
 */
public record Source(
    String name,
    SourceTopics topics,
    EventFields event,
    ZoneId timeZone,
    Deduplicate deduplicate) {}
