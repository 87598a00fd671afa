package io.eventmill.app.mill;

import io.eventmill.app.metrics.CollectNumbers;
import io.eventmill.app.metrics.DiskNumbers;
import io.eventmill.app.metrics.JobNumbers;
import io.eventmill.app.metrics.LedgerNumbers;
import io.eventmill.app.metrics.LoadNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.metrics.QueryNumbers;
import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.app.security.Gate;
import io.eventmill.app.security.SecurityHeaders;
import io.eventmill.collect.CollectRoutes;
import io.eventmill.collect.Collector;
import io.eventmill.collect.DoorGuard;
import io.eventmill.collect.spool.SpoolState;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.load.Retention;
import io.eventmill.pipeline.Source;
import io.eventmill.query.QueryParts;
import io.eventmill.query.QueryRoutes;
import io.eventmill.query.audit.Audit;
import io.eventmill.query.trace.LogTracer;
import io.eventmill.registry.RegistryRoutes;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.store.EventStore;
import io.eventmill.store.LocalReferences;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The whole mill in this process. Opened from the stores upward, the door last, so that data are
 * taken only when the rest can bear them; closed the other way round. If the process dies, nothing
 * that was acknowledged is lost: the log has it, the jobs and loaders go on where they stood.
 */
public final class Mill implements AutoCloseable {
  private final StopOrder open;
  private final HealthRoutes health;
  private final Addresses addresses;
  private final Searching store;
  private final RunningPipelines pipelines;

  private Mill(
      StopOrder open,
      HealthRoutes health,
      Addresses addresses,
      Searching store,
      RunningPipelines pipelines) {
    this.open = open;
    this.health = health;
    this.addresses = addresses;
    this.store = store;
    this.pipelines = pipelines;
  }

  /**
   * Opens everything and returns when it is ready.
   *
   * @throws UseException when something is in the way that the user can move
   */
  public static Mill open(MillConfig config) throws Exception {
    KeyCheck.require(config.pipelines());
    StopOrder open = new StopOrder();
    try {
      return open(config, open);
    } catch (Exception e) {
      open.close();
      throw e;
    }
  }

  private static Mill open(MillConfig given, StopOrder open) throws Exception {
    DataFolder data = open.opened("data folder", DataFolder.hold(given.data()));
    PostedPipelines posted = new PostedPipelines(data.pipelines());
    MillConfig config = given.running(given.pipelines().stream().map(posted::newest).toList());
    MillSettings settings = config.settings(data);
    Gate gate = OpenDoor.gate(data.root(), settings.security());
    OpenDoor.require(config.listening(), data.root(), gate, config.pipelines());
    RunningFile running = RunningFile.in(data);
    running.remove();

    Foundations ground = Foundations.open(config, data, settings, open);
    Numbers numbers = open.opened("numbers", new Numbers());
    KafkaAddress kafka = KafkaAddress.of(ground.broker().bootstrapServers());
    EmbeddedFlink jobs = ground.flink();
    EventStore events = ground.store().store();
    PipelineTopics.make(kafka, config.pipelines());
    var registryOpening =
        Foundations.beside(
            () -> SchemaRegistry.open(kafka, settings.registry().here(), new SecureRandom()));
    List<Source> sources = config.pipelines().stream().flatMap(p -> p.sources().stream()).toList();
    Relational relational =
        open.opened(
            "relational store",
            Relational.open(config.pipelines(), config.relational(), settings.postgres(), events));
    Searching search =
        open.opened(
            "search store",
            Searching.open(
                config.pipelines(), config.search(), settings.opensearch(), ground.store()));
    HealthRoutes health = new HealthRoutes();
    health.part("jobs", () -> PartStates.of(jobs));
    RunningCounts counts =
        open.opened(
            "running counts",
            new RunningCounts(config, kafka, jobs, events::writer, settings, numbers));
    new Loaders(config, settings, kafka, numbers, health, open)
        .start(events.writer(), search, relational, counts);
    open.closeFirst("flink"); // so that the loader still takes what the jobs wrote last
    SchemaRegistry registry = open.opened("registry", Foundations.joined(registryOpening));
    SchemaWatch schemas = open.opened("schemas", schemas(config, data, settings, registry, jobs));
    String here = config.data().toAbsolutePath().toString();
    open.opened("tables", LocalReferences.register(here, events.tables()));
    PastRoutes routes = PastRoutes.in(data.pipelines());
    RunningPipelines pipelines =
        new RunningPipelines(
            config.pipelines(),
            given.pipelines(),
            config.files(),
            kafka,
            posted,
            routes,
            counts::changed,
            Clock.systemUTC());
    PipelineJobs wiring = new PipelineJobs(kafka, data, settings, schemas);
    wiring.submit(pipelines, relational.references(new LocalReferences(here)), counts, jobs);
    open.opened(
        "compaction",
        Compactions.start(config.pipelines(), data, settings.process().archiveCompactEvery()));
    RawWriter log = open.opened("raw writer", RawWriter.open(kafka));
    Collector collector =
        open.opened(
            "collector",
            Collector.open(
                settings.collect(),
                sources,
                log,
                Clock.systemUTC(),
                new SecureRandom(),
                new DoorChecks(config.pipelines(), wiring::rulesNow)::of));

    Audit audit =
        open.opened(
            "audit",
            Audit.open(
                search.store().ledger(),
                kafka,
                TracedSources.audited(config.pipelines()),
                () -> waiting(collector.spoolState()),
                settings.audit(),
                Clock.systemUTC()));
    open.opened(
        "ledger numbers",
        LedgerNumbers.start(
            audit,
            search.store().failures(),
            () -> PipelineTopics.routed(kafka, pipelines.pipelines()),
            settings.audit(),
            Clock.systemUTC(),
            numbers));
    Retention retention =
        open.opened(
            "retention",
            Retention.start(
                RetentionRules.of(
                    config.pipelines(),
                    search.store().purger(),
                    events.purger(),
                    relational.store().purger()),
                settings.load(),
                Clock.systemUTC()));
    QueryRoutes query =
        open.opened(
            "query",
            QueryRoutes.over(
                new QueryParts(
                    search.store(),
                    sources,
                    kafka,
                    new RunningSteps(pipelines::pipelines, wiring::rules),
                    audit,
                    new LogTracer(
                        search.store().ledger(),
                        kafka,
                        () -> TracedSources.of(pipelines.pipelines(), routes::beside),
                        id -> TracedSources.titleOf(registry, id),
                        settings.audit().traceMax()),
                    TracedSources.ofApp(config.pipelines()),
                    PipelineResults.of(
                        pipelines::pipelines, events.results(), relational.store().results()),
                    relational.store().tables()),
                settings.query(),
                settings.audit(),
                Clock.systemUTC()));

    health.part("spool", () -> PartStates.of(collector.spoolState()));
    health.part("registry", () -> PartStates.of(registry));
    health.part("schemas", () -> PartStates.of(schemas));
    LoadNumbers.tell(retention, numbers);
    CollectNumbers.tell(collector, Clock.systemUTC(), numbers);
    JobNumbers.tell(jobs, numbers);
    QueryNumbers.tell(query, numbers);
    DiskNumbers.tell(data.root(), numbers);
    MetricsDoor side =
        open.opened(
            "metrics door",
            MetricsDoor.open(
                ground.loops(),
                config.listening(),
                config.port(),
                gate,
                numbers,
                jobs::numbers,
                health));
    PipelineRoutes changes =
        new PipelineRoutes(pipelines, jobs::states, settings.query().pipelineBodyMax());
    HttpDoor door =
        open.opened(
            "door",
            HttpDoor.open(
                ground.loops(),
                new DoorGuard(settings.collect()),
                config.listening(),
                config.port(),
                v -> routes(v, gate, health, side, collector, registry, changes, query)));
    Addresses addresses =
        new Addresses(
            config.listening().url(door.port()),
            side.url(),
            kafka.bootstrapServers(),
            jobs.webAddress().toString());
    running.write(addresses);
    open.opened("running file", running::remove);
    return new Mill(open, health, addresses, search, pipelines);
  }

  private static Router routes(
      Vertx vertx,
      Gate gate,
      HealthRoutes health,
      MetricsDoor metrics,
      Collector collector,
      SchemaRegistry registry,
      PipelineRoutes pipelines,
      QueryRoutes query) {
    Router router = Router.router(vertx);
    RouterErrors.mount(router);
    CollectRoutes.mount(router, collector);
    SecurityHeaders.mount(router);
    gate.mount(router);
    health.mount(router);
    metrics.mountMoved(router);
    RegistryRoutes.mount(router, vertx, registry, registry.limits());
    pipelines.mount(router);
    query.mount(router);
    return router;
  }

  private static SchemaWatch schemas(
      MillConfig config,
      DataFolder data,
      MillSettings settings,
      SchemaRegistry registry,
      EmbeddedFlink jobs) {
    try {
      return SchemaWatch.start(
          config.pipelines(),
          new SchemaWatch.Where(config.folders(), data.schemas(), System.getenv()),
          registry,
          new SchemaWatch.Asked(
              settings.registry().elsewhere(), settings.process().schemaRefresh()),
          settings.validate(),
          pipeline -> jobs.renew(EventsJob.name(pipeline)));
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static long waiting(SpoolState spool) {
    return spool.waitingEvents() + spool.setAsideEvents();
  }

  public Addresses addresses() {
    return addresses;
  }

  /** Reads the pipeline files again; what has changed in them holds from the next events on. */
  public void reload() {
    pipelines.reload();
  }

  /** Why nothing can be stored now, though events are taken. */
  public Optional<String> storeProblem() {
    return store.problem();
  }

  /** Health says so first, for a moment, so that whoever sends to us can look elsewhere. */
  @Override
  public void close() throws Exception {
    health.stopping();
    TimeUnit.MILLISECONDS.sleep(50);
    open.close();
  }
}
