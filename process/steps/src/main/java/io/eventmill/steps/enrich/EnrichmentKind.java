package io.eventmill.steps.enrich;

import io.eventmill.pipeline.Section;

/**
 * A kind of enrichment, as named in a pipeline file. To add one of your own, list a class of this
 * type in {@code META-INF/services/io.eventmill.steps.enrich.EnrichmentKind} and put the jar on the
 * class path.
 */
public interface EnrichmentKind {
  /** Its key under {@code enrich:}, e.g. {@code category}. */
  String name();

  /**
   * Reads the settings and notes every problem there ({@link Section#problem}); returns something
   * also then, which is not going to be run. Opens nothing: {@code check} calls this.
   */
  Enrichment configure(Section settings);
}
