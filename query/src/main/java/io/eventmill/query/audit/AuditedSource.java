package io.eventmill.query.audit;

import io.eventmill.pipeline.Source;

/**
 * A source whose events are accounted for.
 *
 * @param group the consumer group under which processing says how far it has read the raw topic
 */
public record AuditedSource(
    String name, String raw, String enriched, String failed, String dropped, String group) {
  public static AuditedSource of(Source source, String group) {
    return new AuditedSource(
        source.name(),
        source.topics().raw(),
        source.topics().enriched(),
        source.topics().failed(),
        source.topics().dropped(),
        group);
  }
}
