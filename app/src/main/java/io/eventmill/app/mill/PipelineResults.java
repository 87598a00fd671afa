package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.query.NamedResult;
import io.eventmill.query.Results;
import io.eventmill.store.ResultReader;
import java.util.List;

/** The results of the pipelines that run, as they can be asked for. */
final class PipelineResults {
  private PipelineResults() {}

  /**
   * @param search has the window counts
   * @param relational has the attributed conversions
   */
  static List<Results> of(List<Pipeline> pipelines, ResultReader search, ResultReader relational) {
    List<NamedResult> attributed =
        pipelines.stream()
            .flatMap(p -> p.attributions().stream())
            .map(a -> new NamedResult(a.name(), a.version(), List.of()))
            .toList();
    List<NamedResult> counts =
        pipelines.stream()
            .flatMap(p -> p.counts().stream())
            .map(c -> new NamedResult(c.name(), c.version(), c.fields()))
            .toList();
    return List.of(
        new Results("counts", counts, search), new Results("attributed", attributed, relational));
  }
}
