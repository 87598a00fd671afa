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
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Where the way of an event can be followed: what pipelines say, in the words of query. */
final class TracedSources {
  /** The one whose sources {@code /getsocial} answers about. */
  private static final String APP_PIPELINE = "event-counts";

  private TracedSources() {}

  static List<TracedSource> of(List<Pipeline> pipelines) {
    return of(pipelines, (source, routes) -> List.of());
  }

  /**
   * @param past by source and its routes of today, those it has had before
   */
  static List<TracedSource> of(
      List<Pipeline> pipelines, BiFunction<String, List<TracedRoute>, List<TracedRoute>> past) {
    List<TracedSource> traced = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (Source source : pipeline.sources()) {
        List<TracedRoute> routes =
            pipeline.routesFrom(source.name()).stream()
                .map(r -> new TracedRoute(r.name(), r.to().name()))
                .toList();
        List<TracedRoute> all = new ArrayList<>(routes);
        all.addAll(past.apply(source.name(), routes));
        traced.add(
            new TracedSource(
                source.name(),
                source.topics().raw(),
                EventsJob.group(pipeline),
                Enrichments.writers(pipeline),
                all,
                source.schema().into()));
      }
    }
    return traced;
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
