package io.eventmill.pipeline;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Where events come in.
 *
 * @param name as in {@code POST /collect/{name}}
 * @param timeZone zone of timestamps that carry none
 * @param schema what the events must fit
 * @param retain how long stores keep its events, from when they were received; null: for ever
 */
public record Source(
    String name,
    SourceTopics topics,
    EventFields event,
    ZoneId timeZone,
    Deduplicate deduplicate,
    SourceSchema schema,
    Duration retain) {}
