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
import java.util.function.Function;

/**
 * All kinds of enrichment there are. A pipeline applies the ones it names, in the order of its
 * file; this list is the order in which to name them.
 */
public final class Enrichments {
  private static final List<EnrichmentKind> IN_ORDER =
      List.of(
          kind("user_agent", UserAgentEnrichment::new), // who asks: device, browser, system, bot
          kind("geo_ip", GeoIpEnrichment::new), // where from: needs the whole address
          kind("referrer", ReferrerEnrichment::new), // what led here
          kind("url", UrlEnrichment::new), // takes a value apart, others may look at a part
          kind("campaign", CampaignEnrichment::new), // which advertisement the URL names
          kind(
              "email_domain",
              EmailDomainEnrichment::new), // needs the whole address: before it is hashed
          kind(
              "category",
              CategoryEnrichment::new), // looks up what the event or a step before it says
          kind("lookup", LookupEnrichment::new), // the same in a database
          kind("constant", ConstantEnrichment::new), // says the same of every event
          kind("copy", CopyEnrichment::new), // says again under another name
          kind("received_time", ReceivedTimeEnrichment::new), // says when the event came
          kind("text", TextEnrichment::new), // joins what the others have found
          kind("expression", ExpressionEnrichment::new), // reckons with what the others have found
          kind("anonymise_ip", AnonymiseIpEnrichment::new), // nothing behind sees the whole address
          kind("pseudonymise", PseudonymiseEnrichment::new), // nothing behind sees the names
          kind("remove", RemoveEnrichment::new)); // last: nothing needs it any more

  private Enrichments() {}

  private static EnrichmentKind kind(String name, Function<Section, Enrichment> configure) {
    return new EnrichmentKind() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Enrichment configure(Section settings) {
        return configure.apply(settings);
      }
    };
  }

  /**
   * What is wrong with a pipeline's enrichments, and with the files and keys that they need, in
   * file order. Asks no network.
   */
  public static List<Problem> check(Pipeline pipeline) {
    List<Problem> problems = new ArrayList<>();
    configure(pipeline, problems, true);
    return List.copyOf(problems);
  }

  /** A pipeline's enrichments in file order; what cannot be built is noted and left out. */
  static List<Enricher.Named> configure(Pipeline pipeline, List<Problem> problems) {
    return configure(pipeline, problems, false);
  }

  private static List<Enricher.Named> configure(
      Pipeline pipeline, List<Problem> problems, boolean inspect) {
    Map<String, EnrichmentKind> kinds = kinds(problems);
    List<Enricher.Named> enrichments = new ArrayList<>();
    for (EnrichSpec spec : pipeline.enrich()) {
      try (Section settings = spec.settings().noting(problems)) {
        EnrichmentKind kind = kinds.get(spec.kind());
        if (kind == null) {
          settings.keys(); // asked for, so that they are not told as unknown as well
          settings.problem("", unknown(kinds.keySet(), spec.kind()));
        } else {
          int had = problems.size();
          Enrichment enrichment = kind.configure(settings);
          if (inspect && problems.size() == had) {
            enrichment.inspect(settings);
          }
          notTheSchemasField(pipeline, enrichment, settings);
          notTheIdentity(pipeline, enrichment, settings);
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

  /** What the headers and the stores' own columns say as it came cannot be hidden in the event. */
  private static void notTheIdentity(Pipeline pipeline, Enrichment enrichment, Section settings) {
    for (Source source : pipeline.sources()) {
      for (String changed : enrichment.changes()) {
        kept(changed, source.event().id(), "id", source, settings);
        kept(changed, source.event().type(), "type", source, settings);
      }
    }
  }

  private static void kept(
      String changed, String kept, String what, Source source, Section settings) {
    if (kept != null
        && !changed.isEmpty()
        && (changed.equals(kept) || Pointers.nested(changed, kept))) {
      settings.problem(
          "",
          "'%s' holds the %s of source '%s', which topics and stores keep beside the event as it came; let another field be event.%s"
              .formatted(changed, what, source.name(), what));
    }
  }

  /** What a pipeline's events are looked up in, in file order. */
  public static List<LookupSpec> lookups(Pipeline pipeline) {
    return lookups(configure(pipeline, new ArrayList<>())).stream()
        .map(LookupEnrichment::spec)
        .toList();
  }

  static List<LookupEnrichment> lookups(List<Enricher.Named> enrichments) {
    return enrichments.stream()
        .map(Enricher.Named::enrichment)
        .filter(LookupEnrichment.class::isInstance)
        .map(LookupEnrichment.class::cast)
        .toList();
  }

  /** True when the field is another one in the enriched event, or is not there any more. */
  public static boolean changes(Pipeline pipeline, String pointer) {
    return configure(pipeline, new ArrayList<>()).stream()
        .flatMap(named -> named.enrichment().changes().stream())
        .anyMatch(changed -> changed.equals(pointer) || Pointers.nested(changed, pointer));
  }

  /**
   * Top-level fields that a pipeline's enrichments may write, and which kind of them is the last to
   * do so: {@code user_email_domain} to {@code email_domain}.
   */
  public static Map<String, String> writers(Pipeline pipeline) {
    Map<String, String> writers = new LinkedHashMap<>();
    for (Enricher.Named named : configure(pipeline, new ArrayList<>())) {
      named.enrichment().adds().forEach(field -> writers.put(field, named.name()));
      for (String changed : named.enrichment().changes()) {
        writers.put(Pointers.field(changed), named.name());
      }
    }
    return Map.copyOf(writers);
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
