package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSplice;
import io.eventmill.steps.enrich.Enricher.Named;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Enrichments that share one scan of the event, one after the other: each sees what those before it
 * have added, changed or removed. A field that lies inside or around one that an earlier enrichment
 * writes cannot be told from the scan any more: who looks at one begins the next pass, which scans
 * what this one has made.
 */
final class Pass {
  private final List<Named> enrichments;
  private final boolean adding; // false: fields are only changed and taken out
  private final String schemaField; // null: the schema's id is not noted here
  private final List<SpliceView> views = new ArrayList<>();
  private JsonScanner scanner;
  private JsonSplice splice;

  private Pass(List<Named> enrichments, String schemaField, boolean adding) {
    this.enrichments = List.copyOf(enrichments);
    this.adding = adding;
    this.schemaField = schemaField;
  }

  /** At least one pass; the schema's id is noted in the first. */
  static List<Pass> of(List<Named> enrichments, String schemaField) {
    return of(enrichments, schemaField, true);
  }

  /** Those that hide something, which add nothing here; none when nothing is hidden. */
  static List<Pass> hiding(List<Named> enrichments) {
    List<Named> hiding =
        enrichments.stream().filter(e -> !e.enrichment().changes().isEmpty()).toList();
    return hiding.isEmpty() ? List.of() : of(hiding, null, false);
  }

  private static List<Pass> of(List<Named> enrichments, String schemaField, boolean adding) {
    List<Pass> passes = new ArrayList<>();
    List<Named> together = new ArrayList<>();
    List<String> written = new ArrayList<>();
    if (schemaField != null) {
      written.add(JsonFields.pointerTo(schemaField));
    }
    for (Named named : enrichments) {
      if (touches(named.enrichment(), written)) {
        passes.add(new Pass(together, passes.isEmpty() ? schemaField : null, adding));
        together.clear();
        written.clear();
      }
      together.add(named);
      writes(named.enrichment()).forEach(written::add);
    }
    passes.add(new Pass(together, passes.isEmpty() ? schemaField : null, adding));
    return List.copyOf(passes);
  }

  private static boolean touches(Enrichment enrichment, Collection<String> written) {
    if (enrichment.readsAll()) {
      return !written.isEmpty();
    }
    return Stream.concat(enrichment.reads().stream(), writes(enrichment))
        .anyMatch(pointer -> written.stream().anyMatch(w -> Pointers.nested(w, pointer)));
  }

  private static Stream<String> writes(Enrichment enrichment) {
    return Stream.concat(
        enrichment.adds().stream().map(JsonFields::pointerTo), enrichment.changes().stream());
  }

  /** What the scanner must look for: fields that are read, and those that may be written. */
  Stream<String> pointers() {
    return Stream.of(
            enrichments.stream().flatMap(e -> e.enrichment().reads().stream()),
            enrichments.stream().flatMap(e -> e.enrichment().changes().stream()),
            names().map(JsonFields::pointerTo))
        .flatMap(s -> s)
        .distinct();
  }

  /** Says whose scans are enriched; it looks for all {@link #pointers}. */
  void bind(JsonScanner boundTo, RequestView request) {
    scanner = boundTo;
    splice =
        new JsonSplice(
            scanner.fields(),
            names().toList(),
            enrichments.stream().flatMap(e -> e.enrichment().changes().stream()).toList());
    views.clear();
    enrichments.forEach(e -> views.add(new SpliceView(e.enrichment(), scanner, splice, request)));
  }

  /**
   * The event that the scanner has scanned last, with all that is added and changed.
   *
   * @param schemaId of the schema that it fits, as JSON; null without one
   */
  byte[] enrich(byte[] schemaId) throws EnrichmentException {
    splice.clear();
    if (schemaId != null && schemaField != null) {
      splice.set(splice.names().size() - 1, schemaId);
    }
    for (int i = 0; i < views.size(); i++) {
      Named named = enrichments.get(i);
      try {
        named.enrichment().enrich(views.get(i));
      } catch (EnrichmentException e) {
        throw new EnrichmentException(named.name() + ": " + e.getMessage(), e.pointer());
      } catch (RuntimeException | StackOverflowError e) { // a fault of the enrichment, not of ours
        throw new EnrichmentException(named.name() + ": failed with " + e, null);
      }
    }
    return splice.into(scanner);
  }

  /** True when a field that came may be another one behind, or gone. */
  boolean changes() {
    return enrichments.stream().anyMatch(e -> !e.enrichment().changes().isEmpty());
  }

  /** What has been added as this field, or null. */
  byte[] added(String field) {
    int slot = splice.names().indexOf(field);
    return slot < 0 ? null : splice.get(slot);
  }

  private Stream<String> names() {
    if (!adding) {
      return Stream.empty();
    }
    Stream<String> added = enrichments.stream().flatMap(e -> e.enrichment().adds().stream());
    return Stream.concat(added.distinct(), Stream.ofNullable(schemaField));
  }
}
