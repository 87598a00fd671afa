package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.StepLimits;
import io.eventmill.steps.rule.EventFacts;
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

  private final List<Pass> passes;
  private final RequestView request = new RequestView();
  private final List<JsonScanner> later = new ArrayList<>(); // of all passes but the first
  private final LeftFields left; // null: fields are only added, all in one pass

  private Enricher(List<Pass> passes) {
    this.passes = passes;
    this.left = passes.size() > 1 || passes.get(0).changes() ? new LeftFields() : null;
  }

  /**
   * Opens what the enrichments need beside the event.
   *
   * @throws IllegalArgumentException naming all problems of the settings
   */
  public static Enricher of(Pipeline pipeline, Source source, StepLimits limits) {
    List<Problem> problems = new ArrayList<>();
    List<Named> enrichments = Enrichments.configure(pipeline, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the pipeline has problems: " + problems);
    }
    enrichments.forEach(named -> named.enrichment().open(limits));
    return new Enricher(Pass.of(enrichments, source.schema().into()));
  }

  /** What the scanner must look for. */
  public Stream<String> pointers() {
    return passes.get(0).pointers();
  }

  /** Says whose scans are enriched; it looks for all {@link #pointers}. */
  public void bind(JsonScanner boundTo) {
    passes.get(0).bind(boundTo, request);
    if (left != null) {
      left.bind(boundTo);
    }
    later.clear();
    for (Pass pass : passes.subList(1, passes.size())) {
      JsonFields fields = JsonFields.of(pass.pointers().toList());
      JsonScanner scanner = new JsonScanner(fields, JsonScanner.DEPTH_MAX_LIMIT);
      later.add(scanner);
      pass.bind(scanner, request);
    }
  }

  /**
   * The scanned event with all that is added and changed.
   *
   * @param facts its id, type and times
   * @param sender what the request said
   * @param schemaId of the schema that it fits, as JSON; null without one
   */
  public byte[] enrich(EventFacts facts, Sender sender, byte[] schemaId)
      throws EnrichmentException {
    request.of(sender, facts);
    byte[] json = passes.get(0).enrich(schemaId);
    for (int i = 0; i < later.size(); i++) {
      scan(later.get(i), json);
      json = passes.get(i + 1).enrich(null);
    }
    if (left != null) {
      left.of(json);
    }
    return json;
  }

  /**
   * What whoever asks about the event enriched last must see as this field of it, as JSON; null
   * when that is what was scanned. A field that has been taken out is null in JSON.
   */
  public byte[] added(String field) {
    return left == null ? passes.get(0).added(field) : left.added(field);
  }

  private static void scan(JsonScanner scanner, byte[] json) throws EnrichmentException {
    try {
      scanner.scan(json);
    } catch (JsonSyntaxException e) {
      throw new EnrichmentException("what was added is not JSON: " + e.getMessage(), null);
    }
    if (scanner.duplicate() >= 0) {
      String pointer = scanner.fields().pointer(scanner.duplicate());
      throw new EnrichmentException(pointer + " stands in the event twice", pointer);
    }
  }
}
