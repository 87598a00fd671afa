package io.eventmill.steps.enrich;

import io.eventmill.pipeline.EnrichSpec;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * All kinds of enrichment there are. A pipeline applies the ones it names, in the order of its
 * file; this list is the order in which to name them.
 */
public final class Enrichments {
  private static final List<EnrichmentKind> IN_ORDER =
      List.of(
          new EmailDomainEnrichment.Kind(), // first: takes a value apart, others may look it up
          new CategoryEnrichment.Kind()); // last: looks up what the event or a step before it says

  private Enrichments() {}

  /** What is wrong with a pipeline's enrichments, in file order. Runs and opens nothing. */
  public static List<Problem> check(Pipeline pipeline) {
    List<Problem> problems = new ArrayList<>();
    configure(pipeline, problems);
    return List.copyOf(problems);
  }

  /** A pipeline's enrichments in file order; those of an unknown kind are noted and left out. */
  static List<Enricher.Named> configure(Pipeline pipeline, List<Problem> problems) {
    Map<String, EnrichmentKind> kinds = kinds();
    List<Enricher.Named> enrichments = new ArrayList<>();
    for (EnrichSpec spec : pipeline.enrich()) {
      try (Section settings = spec.settings().noting(problems)) {
        EnrichmentKind kind = kinds.get(spec.kind());
        if (kind == null) {
          settings.keys();
          settings.problem(
              "",
              "there is no such enrichment"
                  + Guess.among(spec.kind(), kinds.keySet())
                  + "; known: "
                  + String.join(", ", kinds.keySet()));
        } else {
          enrichments.add(new Enricher.Named(spec.kind(), kind.configure(settings)));
        }
      }
    }
    return enrichments;
  }

  /** By name; a user's own kind must have a new one, so that no jar changes what a file means. */
  private static Map<String, EnrichmentKind> kinds() {
    Map<String, EnrichmentKind> kinds = new LinkedHashMap<>();
    List<EnrichmentKind> all = new ArrayList<>(IN_ORDER);
    ServiceLoader.load(EnrichmentKind.class).forEach(all::add);
    for (EnrichmentKind kind : all) {
      EnrichmentKind other = kinds.putIfAbsent(kind.name(), kind);
      if (other != null) {
        throw new IllegalStateException(
            "the enrichment '"
                + kind.name()
                + "' is there twice: "
                + other.getClass().getName()
                + " and "
                + kind.getClass().getName());
      }
    }
    return kinds;
  }
}
