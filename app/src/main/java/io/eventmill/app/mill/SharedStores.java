package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.Purger;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.ResultReader;
import io.eventmill.store.ResultStore;
import io.eventmill.store.SearchStore;
import java.util.List;

/**
 * The stores that processes share: events and the ledger in one, window counts, attributed
 * conversions and master data in the other. Either may be away without holding back the other.
 *
 * @param relational its store is null where no pipeline counts, attributes or names one
 */
record SharedStores(Searching search, Relational relational) {
  private static final String DUCKDB = "duckdb";

  /**
   * @throws UseException where something would be kept in DuckDB
   */
  static void check(MillConfig config) {
    for (Pipeline pipeline : config.pipelines()) {
      String search = config.search() == null ? pipeline.stores().search() : config.search();
      if (search.equals(DUCKDB)) {
        throw alone(pipeline, "events", "stores.search: opensearch", "--search opensearch");
      }
      if (hasResults(pipeline) && relational(config, pipeline).equals(DUCKDB)) {
        throw alone(
            pipeline,
            "window counts and attributed conversions",
            "stores.relational: postgres",
            "--relational postgres");
      }
    }
  }

  private static UseException alone(Pipeline pipeline, String what, String line, String option) {
    return new UseException(
        "pipeline "
            + pipeline.name()
            + " keeps its "
            + what
            + " in duckdb, a file that one process alone can open; with roles of their own"
            + " (collect, load, query) everything goes to stores that processes share, opensearch"
            + " for events and postgres for results: write '"
            + line
            + "' in the pipeline file or give "
            + option);
  }

  private static boolean hasResults(Pipeline pipeline) {
    return !pipeline.counts().isEmpty() || !pipeline.attributions().isEmpty();
  }

  private static String relational(MillConfig config, Pipeline pipeline) {
    return config.relational() == null ? pipeline.stores().relational() : config.relational();
  }

  static SharedStores open(RoleConfig role, MillSettings settings, StopOrder open) {
    MillConfig config = role.mill();
    List<Pipeline> pipelines = config.pipelines();
    Searching search =
        open.opened(
            "search store",
            Searching.open(pipelines, config.search(), settings.opensearch(), null));
    List<Pipeline> withResults = pipelines.stream().filter(SharedStores::hasResults).toList();
    Relational relational =
        open.opened(
            "relational store",
            Relational.open(
                withResults.isEmpty() ? pipelines : withResults,
                config.relational(),
                settings.postgres(),
                null));
    return new SharedStores(search, relational);
  }

  SearchStore events() {
    return search.store();
  }

  /** Null where there is none. */
  ResultStore results() {
    return relational.isPostgres() ? relational.store() : null;
  }

  ResultReader resultReader() {
    return results() == null ? null : results().results();
  }

  Purger resultPurger() {
    return results() == null ? null : results().purger();
  }

  ReferenceTables tables() {
    return results() == null ? NoTables.INSTANCE : results().tables();
  }
}
