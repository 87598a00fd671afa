package io.eventmill.steps.enrich;

import io.eventmill.pipeline.EnrichSpec;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Section;
import io.eventmill.pipeline.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * All kinds of enrichment there are. A pipeline applies the ones it names, in the order of its
 * file; this list is the order in which to name them.
 */
public final class Enrichments {
  private static final List<EnrichmentKind> IN_ORDER =
      List.of(
          new EmailDomainEnrichment.Kind(), // first: takes a value apart, others may look it up
          new CategoryEnrichment.Kind(), // looks up what the event or a step before it says
          new TextEnrichment.Kind()); // last: may join what the others have found

  private Enrichments() {}

  /** What is wrong with a pipeline's enrichments, in file order. Runs and opens nothing. */
  public static List<Problem> check(Pipeline pipeline) {
    List<Problem> problems = new ArrayList<>();
    configure(pipeline, problems);
    return List.copyOf(problems);
  }

  /** A pipeline's enrichments in file order; what cannot be built is noted and left out. */
  static List<Enricher.Named> configure(Pipeline pipeline, List<Problem> problems) {
    Map<String, EnrichmentKind> kinds = kinds(problems);
    List<Enricher.Named> enrichments = new ArrayList<>();
    for (EnrichSpec spec : pipeline.enrich()) {
      try (Section settings = spec.settings().noting(problems)) {
        EnrichmentKind kind = kinds.get(spec.kind());
        if (kind == null) {
          settings.keys(); // asked for, so that they are not told as unknown as well
          settings.problem("", unknown(kinds.keySet(), spec.kind()));
        } else {
          Enrichment enrichment = kind.configure(settings);
          notTheSchemasField(pipeline, enrichment, settings);
          enrichments.add(new Enricher.Named(spec.kind(), enrichment));
        }
      }
    }
    return enrichments;
  }

  private static void notTheSchemasField(
      Pipeline pipeline, Enrichment enrichment, Section settings) {
    for (Source source : pipeline.sources()) {
      String field = source.schema().into();
      if (field != null && enrichment.adds().contains(field)) {
        settings.problem(
            settings.has("into") ? "into" : "",
            "'%s' is where source '%s' notes its schema; add another field, or move that one with"
                    .formatted(field, source.name())
                + " schema: {into: …}");
      }
    }
  }

  /** By name. A user's own kind needs a new one, so that no jar changes what a file means. */
  private static Map<String, EnrichmentKind> kinds(List<Problem> problems) {
    Map<String, EnrichmentKind> kinds = new LinkedHashMap<>();
    IN_ORDER.forEach(kind -> kinds.put(kind.name(), kind));
    try {
      for (EnrichmentKind kind : ServiceLoader.load(EnrichmentKind.class)) {
        EnrichmentKind other = kinds.putIfAbsent(kind.name(), kind);
        if (other != null) {
          problems.add(
              new Problem(
                  "enrich",
                  0,
                  "two classes on the class path are the enrichment '%s': %s and %s"
                      .formatted(
                          kind.name(), other.getClass().getName(), kind.getClass().getName())));
        }
      }
    } catch (ServiceConfigurationError e) {
      problems.add(new Problem("enrich", 0, "an enrichment on the class path: " + e.getMessage()));
    }
    return kinds;
  }

  private static String unknown(Set<String> known, String found) {
    return "'"
        + found
        + "' is not an enrichment"
        + Guess.among(found, known)
        + "; known: "
        + String.join(", ", known);
  }
}
