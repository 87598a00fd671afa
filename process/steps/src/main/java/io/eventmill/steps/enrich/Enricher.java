package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSplice;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Applies a pipeline's enrichments, one after the other, to the event that its scanner has scanned
 * last. What goes wrong in one becomes an {@link EnrichmentException} with its name, whatever it
 * is: one event never stops the stream.
 */
public final class Enricher {
  /** An enrichment and its key in the pipeline file. */
  record Named(String name, Enrichment enrichment) {}

  private final List<Named> enrichments;
  private final String schemaField; // null: the schema's id is not noted
  private final List<SpliceView> views = new ArrayList<>();
  private JsonScanner scanner;
  private JsonSplice splice;

  private Enricher(List<Named> enrichments, String schemaField) {
    this.enrichments = List.copyOf(enrichments);
    this.schemaField = schemaField;
  }

  /**
   * @throws IllegalArgumentException naming all problems of the settings
   */
  public static Enricher of(Pipeline pipeline, Source source) {
    List<Problem> problems = new ArrayList<>();
    List<Named> enrichments = Enrichments.configure(pipeline, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the pipeline has problems: " + problems);
    }
    return new Enricher(enrichments, source.schema().into());
  }

  /** What the scanner must look for: fields that are read, and those that may be overwritten. */
  public Stream<String> pointers() {
    return Stream.concat(
        enrichments.stream().flatMap(e -> e.enrichment().reads().stream()),
        names().map(JsonFields::pointerTo));
  }

  /** Says whose scans are enriched; it looks for all {@link #pointers}. */
  public void bind(JsonScanner boundTo) {
    scanner = boundTo;
    splice = new JsonSplice(scanner.fields(), names().toList());
    views.clear();
    enrichments.forEach(e -> views.add(new SpliceView(e.enrichment(), scanner, splice)));
  }

  /**
   * The scanned event with all additions.
   *
   * @param schemaId of the schema that it fits, as JSON; null without one
   */
  public byte[] enrich(byte[] schemaId) throws EnrichmentException {
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

  private Stream<String> names() {
    Stream<String> added = enrichments.stream().flatMap(e -> e.enrichment().adds().stream());
    return Stream.concat(added.distinct(), Stream.ofNullable(schemaField));
  }
}
