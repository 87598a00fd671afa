package io.eventmill.app.mill;

import io.eventmill.app.metrics.CollectNumbers;
import io.eventmill.app.metrics.DiskNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.collect.CollectRoutes;
import io.eventmill.collect.Collector;
import io.eventmill.collect.DoorGuard;
import io.eventmill.jobs.EventRules;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.topics.RawWriter;
import io.eventmill.topics.TopicException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP in, raw topic out. Knows nobody but the log: any collector takes any event, so that any load
 * balancer does. Its spool is its own; what lies there when the process dies waits for the next one
 * in the same folder. Schemas are asked for only where a source wants its events checked at once.
 */
final class CollectRole {
  private static final Logger LOG = LoggerFactory.getLogger(CollectRole.class);

  private CollectRole() {}

  static RoleDoor open(RoleConfig config, MillSettings settings, DataFolder data, StopOrder open)
      throws IOException {
    List<Pipeline> pipelines = config.mill().pipelines();
    List<Source> sources = pipelines.stream().flatMap(p -> p.sources().stream()).toList();
    KeyCheck.require(pipelines);
    OpenDoor.require(config.mill().listening(), data.root(), null, pipelines);
    makeTopics(config);
    HealthRoutes health = new HealthRoutes();
    DoorChecks checks = new DoorChecks(pipelines, CollectRole::unasked);
    if (sources.stream().anyMatch(s -> s.intake().checksEvents())) {
      SchemaRegistry registry = open.opened("registry", RoleSchemas.registry(config, settings));
      SchemaWatch schemas =
          open.opened("schemas", RoleSchemas.watch(config, data, settings, registry));
      health.part("schemas", () -> PartStates.of(schemas));
      checks =
          new DoorChecks(
              pipelines, new PipelineJobs(config.kafka(), data, settings, schemas)::rulesNow);
    }
    RawWriter log = open.opened("raw writer", RawWriter.open(config.kafka()));
    Collector collector =
        open.opened(
            "collector",
            Collector.open(
                settings.collect(),
                sources,
                log,
                Clock.systemUTC(),
                new SecureRandom(),
                checks::of));
    health.part("spool", () -> PartStates.of(collector.spoolState()));
    Numbers numbers = open.opened("numbers", new Numbers());
    CollectNumbers.tell(collector, Clock.systemUTC(), numbers);
    DiskNumbers.tell(data.root(), numbers);
    return new RoleDoor(
        health,
        numbers,
        OpenDoor.gate(data.root(), settings.security()),
        new DoorGuard(settings.collect()),
        (vertx, router) -> CollectRoutes.mount(router, collector));
  }

  /** While the log is away events go to the spool, also those of a collector that starts anew. */
  private static void makeTopics(RoleConfig config) {
    try {
      PipelineTopics.makeReplicated(config.kafka(), config.mill().pipelines());
    } catch (TopicException e) {
      if (!e.mayPass()) {
        throw e;
      }
      LOG.warn("Events go to the spool until Kafka answers: {}", e.getMessage());
    }
  }

  private static EventRules unasked(Pipeline pipeline) {
    throw new IllegalStateException("no source of " + pipeline.name() + " checks events");
  }
}
