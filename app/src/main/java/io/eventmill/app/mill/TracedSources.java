package io.eventmill.app.mill;

import io.eventmill.jobs.EventsJob;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.query.audit.AuditedSource;
import io.eventmill.query.trace.TracedRoute;
import io.eventmill.query.trace.TracedSource;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.registry.Which;
import io.eventmill.steps.enrich.Enrichments;
import java.util.List;

/** Where the way of an event can be followed: what pipelines say, in the words of query. */
final class TracedSources {
  /** The one whose sources {@code /getsocial} answers about. */
  private static final String APP_PIPELINE = "event-counts";

  private TracedSources() {}

  static List<TracedSource> of(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(
            p ->
                p.sources().stream()
                    .map(
                        s ->
                            new TracedSource(
                                s.name(),
                                s.topics().raw(),
                                EventsJob.group(p),
                                Enrichments.writers(p),
                                p.routesFrom(s.name()).stream()
                                    .map(r -> new TracedRoute(r.name(), r.to().name()))
                                    .toList(),
                                s.schema().into())))
        .toList();
  }

  static List<AuditedSource> audited(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(p -> p.sources().stream().map(s -> AuditedSource.of(s, EventsJob.group(p))))
        .toList();
  }

  static List<String> ofApp(List<Pipeline> pipelines) {
    return pipelines.stream()
        .filter(p -> p.name().equals(APP_PIPELINE))
        .flatMap(p -> p.sources().stream().map(Source::name))
        .toList();
  }

  /** Null for a schema of another registry. */
  static String titleOf(SchemaRegistry registry, int id) {
    return registry.versionsWithId(id, Which.ALL).stream()
        .findFirst()
        .map(v -> v.subject() + ":" + v.version())
        .orElse(null);
  }
}
