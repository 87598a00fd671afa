package io.eventmill.app.mill;

import io.eventmill.app.metrics.DiskNumbers;
import io.eventmill.app.metrics.LoadNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.collect.DoorGuard;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.load.Retention;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.EventWriter;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Topics in, shared stores out. Any number of them share the partitions; when one dies the others
 * take over its share, from where the store stands, and each row is there once. One loader per
 * store and one for the ledger, so that a store that is away holds back nobody else.
 */
final class LoadRole {
  private LoadRole() {}

  static RoleDoor open(RoleConfig config, MillSettings settings, DataFolder data, StopOrder open)
      throws IOException {
    List<Pipeline> pipelines = config.mill().pipelines();
    PipelineTopics.makeReplicated(config.kafka(), pipelines);
    SharedStores stores = SharedStores.open(config, settings, open);
    HealthRoutes health = new HealthRoutes();

    Numbers numbers = open.opened("numbers", new Numbers());
    DiskNumbers.tell(data.root(), numbers);
    Loading loading = new Loading(config, settings, open, numbers);
    EventWriter search = stores.events().writer();
    StoreWatch searchWatch = open.opened("search watch", StoreWatch.start(search));
    Loader events =
        loading.start("opensearch", PipelineTopics.events(pipelines), search, searchWatch);
    health.part("opensearch", () -> PartStates.of(events, searchWatch));
    Loader ledger = loading.start("ledger", PipelineTopics.raw(pipelines), search, searchWatch);
    health.part("ledger", () -> PartStates.of(ledger));
    List<LoadedTopic> results = new ArrayList<>(PipelineTopics.counts(pipelines));
    results.addAll(PipelineTopics.relational(pipelines));
    if (!results.isEmpty()) {
      EventWriter relational = stores.results().writer();
      StoreWatch watch = open.opened("store watch", StoreWatch.start(relational));
      Loader rows = loading.start("postgres", results, relational, watch);
      LoadNumbers.refused("postgres", watch::refused, numbers);
      health.part("postgres", () -> PartStates.of(rows, watch));
    }
    Retention retention =
        open.opened(
            "retention",
            Retention.start(
                RetentionRules.of(
                    pipelines,
                    stores.events().purger(),
                    stores.resultPurger(),
                    stores.resultPurger()),
                settings.load(),
                Clock.systemUTC()));
    LoadNumbers.tell(retention, numbers);
    return new RoleDoor(
        health,
        numbers,
        OpenDoor.gate(data.root(), settings.security()),
        new DoorGuard(settings.collect()),
        (vertx, router) -> {});
  }

  private record Loading(
      RoleConfig config, MillSettings settings, StopOrder open, Numbers numbers) {
    Loader start(String store, List<LoadedTopic> topics, EventWriter writer, StoreWatch watch) {
      Loader loader =
          open.opened(
              store + " loader",
              Loader.share(
                  config.group() + "-load-" + store,
                  config.kafka(),
                  topics,
                  LoadNumbers.timed(store, writer, numbers),
                  settings.load()));
      LoadNumbers.tell(store, loader, () -> watch.trouble().isEmpty(), numbers);
      return loader;
    }
  }
}
