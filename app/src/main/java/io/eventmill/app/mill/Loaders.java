package io.eventmill.app.mill;

import io.eventmill.app.metrics.LoadNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.EventWriter;
import io.eventmill.topics.KafkaAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What carries the topics of a mill into its stores. Each store outside has a loader of its own, so
 * that one that is away or slow holds back nobody else. If they die, they go on where the store
 * says that they stood.
 *
 * @param numbers told of them
 * @param health asked of them
 * @param open takes what was opened
 */
record Loaders(
    MillConfig config,
    MillSettings settings,
    KafkaAddress kafka,
    Numbers numbers,
    HealthRoutes health,
    StopOrder open) {
  /**
   * Starts one for each store.
   *
   * @param counts has those of counts that come later
   */
  void start(EventWriter embedded, Searching search, Relational relational, RunningCounts counts) {
    List<Pipeline> pipelines = config.pipelines();
    List<LoadedTopic> results = PipelineTopics.relational(pipelines);
    if (relational.isPostgres() && !results.isEmpty()) {
      StoreWatch watch = outside("postgres", results, relational.store().writer());
      LoadNumbers.refused("postgres", watch::refused, numbers);
    }
    if (search.isOpenSearch()) {
      outside("opensearch", PipelineTopics.events(pipelines), search.store().writer());
    }
    Loader loader = start("duckdb", embeddedTopics(pipelines, search, relational), embedded);
    LoadNumbers.tell("duckdb", loader, numbers);
    health.part("loader", () -> PartStates.of(loader, counts.loaders()));
    Loader ledger = start("ledger", PipelineTopics.raw(pipelines), search.store().writer());
    LoadNumbers.tell("ledger", ledger, numbers);
    health.part("ledger", () -> PartStates.of(ledger));
  }

  private StoreWatch outside(String name, List<LoadedTopic> topics, EventWriter store) {
    Loader loader = start(name, topics, store);
    StoreWatch watch = open.opened(name + " watch", StoreWatch.start(store));
    LoadNumbers.tell(name, loader, () -> watch.trouble().isEmpty(), numbers);
    health.part(name, () -> PartStates.of(loader, watch));
    return watch;
  }

  private Loader start(String name, List<LoadedTopic> topics, EventWriter store) {
    EventWriter timed = LoadNumbers.timed(name, store, numbers);
    return open.opened(name + " loader", Loader.start(name, kafka, topics, timed, settings.load()));
  }

  private static List<LoadedTopic> embeddedTopics(
      List<Pipeline> pipelines, Searching search, Relational relational) {
    List<LoadedTopic> topics = new ArrayList<>(PipelineTopics.counts(pipelines));
    if (!search.isOpenSearch()) {
      topics.addAll(PipelineTopics.events(pipelines));
    }
    if (!relational.isPostgres()) {
      topics.addAll(PipelineTopics.relational(pipelines));
    }
    return topics;
  }
}
