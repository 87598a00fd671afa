package io.eventmill.query.trace;

import java.util.List;
import java.util.Map;

/**
 * A source whose events can be followed.
 *
 * @param raw its raw topic
 * @param group the consumer group under which processing says how far it has read that topic
 * @param additions fields that processing adds, and what adds them, e.g. {@code category}
 * @param routes those that its events may take
 * @param schemaInto the field that notes the schema's id; null when none does
 */
public record TracedSource(
    String name,
    String raw,
    String group,
    Map<String, String> additions,
    List<TracedRoute> routes,
    String schemaInto) {}
