package io.eventmill.steps.enrich;

import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Source;
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

  private final Passes passes;
  private final Hider hider;
  private final LookupRows rows;
  private final List<LookupSpec> lookups;
  private final LeftFields left; // null: fields are only added, all in one pass

  private Enricher(Passes passes, Hider hider, LookupRows rows, List<LookupSpec> lookups) {
    this.passes = passes;
    this.hider = hider;
    this.rows = rows;
    this.lookups = lookups;
    this.left = passes.changes() ? new LeftFields() : null;
  }

  /**
   * Opens what the enrichments need beside the event.
   *
   * @param iterations of all loops of one expression for one event
   * @throws IllegalArgumentException naming all problems of the settings
   */
  public static Enricher of(Pipeline pipeline, Source source, int iterations) {
    List<Problem> problems = new ArrayList<>();
    List<Named> enrichments = Enrichments.configure(pipeline, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the pipeline has problems: " + problems);
    }
    enrichments.forEach(named -> named.enrichment().open(iterations));
    LookupRows rows = new LookupRows();
    List<LookupEnrichment> lookups = Enrichments.lookups(enrichments);
    for (int i = 0; i < lookups.size(); i++) {
      lookups.get(i).bind(i, rows);
    }
    return new Enricher(
        new Passes(Pass.of(enrichments, source.schema().into())),
        new Hider(Pass.hiding(enrichments)),
        rows,
        lookups.stream().map(LookupEnrichment::spec).toList());
  }

  /** What the scanner must look for. */
  public Stream<String> pointers() {
    return passes.pointers();
  }

  /** Says whose scans are enriched; it looks for all {@link #pointers}. */
  public void bind(JsonScanner boundTo) {
    passes.bind(boundTo);
    if (left != null) {
      left.bind(boundTo);
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
    byte[] json = passes.enrich(facts, sender, schemaId);
    if (left != null) {
      left.of(json);
    }
    return json;
  }

  /**
   * Rows that have been looked up for the event to come; null for none.
   *
   * @see #wanted
   */
  public void known(LookupRow[] known) {
    rows.of(known);
  }

  /** What events are looked up in. */
  public List<LookupSpec> lookups() {
    return lookups;
  }

  /** Rows that the event enriched last asked for and that were not known. */
  public List<WantedRow> wanted() {
    return List.copyOf(rows.wanted());
  }

  /**
   * What the client sent, without what the enrichments hide: for who sends it on. Nothing is added,
   * and every other byte is as it came.
   */
  public byte[] withoutHidden(EventFacts facts, Sender sender, byte[] sent)
      throws EnrichmentException {
    return hider.hide(facts, sender, sent);
  }

  /**
   * What whoever asks about the event enriched last must see as this field of it, as JSON; null
   * when that is what was scanned. A field that has been taken out is null in JSON.
   */
  public byte[] added(String field) {
    return left == null ? passes.first().added(field) : left.added(field);
  }
}
