package io.eventmill.app.batch;

import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Count;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.store.duckdb.ComparedPart;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.StoreComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a pipeline has in one store held against what it has in another, kind by kind. */
public final class BatchComparison {
  private BatchComparison() {}

  /**
   * One side.
   *
   * @param store folder of its file
   * @param described for people
   * @param drops whether it tells which events were dropped
   */
  public record Side(Path store, String described, boolean drops) {}

  /**
   * @param scratch folder for what does not fit into memory
   * @param examplesMax of each kind of difference
   */
  public static ComparisonReport of(
      Pipeline pipeline, Side old, Side next, DuckDbConfig limits, Path scratch, int examplesMax)
      throws IOException {
    List<String> sources = pipeline.sources().stream().map(Source::name).toList();
    List<ComparedPart> parts = new ArrayList<>();
    try (StoreComparison both =
        StoreComparison.open(old.store(), next.store(), limits, scratch, examplesMax)) {
      parts.addAll(both.events(sources));
      parts.addAll(both.failed(sources));
      if (old.drops() && next.drops()) {
        parts.addAll(both.dropped(sources));
      }
      for (Count count : pipeline.counts()) {
        parts.addAll(both.counts(count.name(), count.version()));
      }
      for (Attribution attribution : pipeline.attributions()) {
        parts.addAll(both.attributed(attribution.name(), attribution.version()));
      }
    }
    return new ComparisonReport(old.described(), next.described(), parts);
  }
}
