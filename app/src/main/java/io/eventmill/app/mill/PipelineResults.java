package io.eventmill.app.mill;

import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.query.NamedResult;
import io.eventmill.query.Results;
import io.eventmill.query.TypeWindows;
import io.eventmill.store.ResultReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The results of the pipelines that run, as they can be asked for. */
final class PipelineResults {
  private PipelineResults() {}

  /**
   * @param pipelines asked at each question: counts come and go
   * @param search has the window counts
   * @param relational has the attributed conversions
   */
  static List<Results> of(
      Supplier<List<Pipeline>> pipelines, ResultReader search, ResultReader relational) {
    return List.of(
        new Results("counts", () -> counts(pipelines.get()), search),
        new Results("attributed", () -> attributed(pipelines.get()), relational));
  }

  private static List<NamedResult> counts(List<Pipeline> pipelines) {
    return pipelines.stream().flatMap(p -> p.counts().stream().map(c -> counted(p, c))).toList();
  }

  private static List<NamedResult> attributed(List<Pipeline> pipelines) {
    return pipelines.stream()
        .flatMap(p -> p.attributions().stream())
        .map(PipelineResults::attributed)
        .toList();
  }

  private static NamedResult attributed(Attribution attribution) {
    List<String> columns =
        new ArrayList<>(attribution.columns().stream().map(Attribution.Column::name).toList());
    columns.addAll(List.of("attributed", "final", "late", "model", "why", "touch_count"));
    return new NamedResult(attribution.name(), attribution.version(), List.of(), columns, null);
  }

  private static NamedResult counted(Pipeline pipeline, Count count) {
    TypeWindows windows =
        isByType(pipeline, count)
            ? new TypeWindows(
                count.sources(), count.fields().get(0), count.every().toNanos() / 1_000)
            : null;
    List<String> columns = new ArrayList<>(List.of("window_start_time"));
    columns.addAll(count.fields());
    columns.addAll(List.of("count", "late"));
    return new NamedResult(count.name(), count.version(), count.fields(), columns, windows);
  }

  /**
   * Whether all events of its sources are counted, by what says their type and nothing else. Not so
   * where either is removed at some age: events go by when they were received, windows by their own
   * time.
   */
  private static boolean isByType(Pipeline pipeline, Count count) {
    boolean removed =
        count.retain() != null
            || count.sources().stream().anyMatch(s -> pipeline.source(s).retain() != null);
    if (removed || count.by().size() != 1 || !count.where().isEmpty()) {
      return false;
    }
    String field = count.by().get(0);
    boolean changed =
        pipeline.enrich().stream()
            .map(e -> e.settings().optionalText("into"))
            .anyMatch(into -> into != null && field.equals("/" + into));
    return !changed
        && count.sources().stream()
            .map(source -> pipeline.source(source).event())
            .allMatch(event -> event.fixedType() == null && field.equals(event.type()));
  }
}
