package io.eventmill.app.mill;

import io.eventmill.app.metrics.DiskNumbers;
import io.eventmill.app.metrics.LedgerNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.metrics.QueryNumbers;
import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.app.security.Gate;
import io.eventmill.collect.DoorGuard;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.query.QueryParts;
import io.eventmill.query.QueryRoutes;
import io.eventmill.query.audit.Audit;
import io.eventmill.query.trace.LogTracer;
import io.eventmill.registry.RegistryRoutes;
import io.eventmill.registry.SchemaRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Questions in, answers out of the shared stores: API, dashboard, ledger, schema registry. Holds
 * nothing, so that any number may answer. What waits in the spools of collectors it does not know:
 * their own health says that.
 */
final class QueryRole {
  private QueryRole() {}

  static RoleDoor open(RoleConfig config, MillSettings settings, DataFolder data, StopOrder open)
      throws IOException {
    List<Pipeline> pipelines = config.mill().pipelines();
    List<Source> sources = pipelines.stream().flatMap(p -> p.sources().stream()).toList();
    Gate gate = OpenDoor.gate(data.root(), settings.security());
    OpenDoor.require(config.mill().listening(), data.root(), gate, List.of());
    PipelineTopics.makeReplicated(config.kafka(), pipelines);
    SharedStores stores = SharedStores.open(config, settings, open);
    SchemaRegistry registry = open.opened("registry", RoleSchemas.registry(config, settings));
    SchemaWatch schemas =
        open.opened("schemas", RoleSchemas.watch(config, data, settings, registry));
    PipelineJobs rules = new PipelineJobs(config.kafka(), data, settings, schemas);
    Audit audit =
        open.opened(
            "audit",
            Audit.open(
                stores.events().ledger(),
                config.kafka(),
                TracedSources.audited(pipelines),
                () -> 0,
                settings.audit(),
                Clock.systemUTC()));
    Numbers numbers = open.opened("numbers", new Numbers());
    open.opened(
        "ledger numbers",
        LedgerNumbers.start(
            audit,
            stores.events().failures(),
            () -> PipelineTopics.routed(config.kafka(), pipelines),
            settings.audit(),
            Clock.systemUTC(),
            numbers));
    LogTracer tracer =
        new LogTracer(
            stores.events().ledger(),
            config.kafka(),
            () -> TracedSources.of(pipelines),
            id -> TracedSources.titleOf(registry, id),
            settings.audit().traceMax());
    QueryParts parts =
        new QueryParts(
            stores.events(),
            sources,
            config.kafka(),
            new RunningSteps(() -> pipelines, rules::rulesNow),
            audit,
            tracer,
            TracedSources.ofApp(pipelines),
            PipelineResults.of(() -> pipelines, stores.resultReader(), stores.resultReader()),
            stores.tables());
    QueryRoutes query =
        open.opened(
            "query",
            QueryRoutes.over(parts, settings.query(), settings.audit(), Clock.systemUTC()));
    QueryNumbers.tell(query, numbers);
    DiskNumbers.tell(data.root(), numbers);
    RolePipelines listed = new RolePipelines(pipelines, Clock.systemUTC().instant());

    HealthRoutes health = health(stores, registry, schemas, open);
    return new RoleDoor(
        health,
        numbers,
        gate,
        new DoorGuard(settings.collect()),
        (vertx, router) -> {
          gate.mount(router);
          RegistryRoutes.mount(router, vertx, registry, registry.limits());
          listed.mount(router);
          query.mount(router);
        });
  }

  private static HealthRoutes health(
      SharedStores stores, SchemaRegistry registry, SchemaWatch schemas, StopOrder open) {
    HealthRoutes health = new HealthRoutes();
    StoreWatch search = open.opened("search watch", StoreWatch.start(stores.events().writer()));
    health.part("opensearch", () -> PartStates.of(search));
    if (stores.results() != null) {
      StoreWatch watch = open.opened("store watch", StoreWatch.start(stores.results().writer()));
      health.part("postgres", () -> PartStates.of(watch));
    }
    health.part("registry", () -> PartStates.of(registry));
    health.part("schemas", () -> PartStates.of(schemas));
    return health;
  }
}
