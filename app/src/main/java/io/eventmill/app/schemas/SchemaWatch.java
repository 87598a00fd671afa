package io.eventmill.app.schemas;

import io.eventmill.jobs.embedded.NotReadyException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.RegistryUse;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.registry.client.SchemaClientLimits;
import io.eventmill.steps.validate.SchemaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the schemas of all pipelines, again and again, and says which pipeline's have changed.
 * Jobs are given what is known; they never ask a registry themselves.
 */
public final class SchemaWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);
  private static final Duration FIRST_LOOK_MAX = Duration.ofSeconds(3);

  private final List<PipelineSchemas> pipelines;
  private final CountDownLatch looked = new CountDownLatch(1);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "schema-watch");
            made.setDaemon(true);
            return made;
          });

  private SchemaWatch(List<PipelineSchemas> pipelines) {
    this.pipelines = List.copyOf(pipelines);
  }

  /**
   * @param folders by pipeline, where its files lie
   * @param kept folder for what is known
   */
  public record Where(Map<String, Path> folders, Path kept, Map<String, String> environment) {}

  /**
   * How registries are asked.
   *
   * @param elsewhere one that a pipeline names by its URL
   */
  public record Asked(SchemaClientLimits elsewhere, Duration every) {}

  /**
   * @param changed told the pipeline whose schemas have changed
   */
  public static SchemaWatch start(
      List<Pipeline> pipelines,
      Where where,
      SchemaRegistry embedded,
      Asked asked,
      SchemaSettings settings,
      Consumer<Pipeline> changed) {
    List<PipelineSchemas> all = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      RegistryUse use = pipeline.registry();
      Registry registry =
          use.url() == null
              ? new EmbeddedRegistry(embedded)
              : RemoteRegistry.of(use, where.environment(), asked.elsewhere());
      all.add(
          new PipelineSchemas(
              pipeline,
              where.folders().get(pipeline.name()),
              registry,
              new PinsFile(where.kept().resolve(pipeline.name() + ".json")),
              settings));
    }
    SchemaWatch watch = new SchemaWatch(all);
    watch.thread.scheduleWithFixedDelay(
        () -> watch.look(changed), 0, asked.every().toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /**
   * What a pipeline's schemas are; waits a moment for the first look.
   *
   * @throws NotReadyException when one is not known and its events shall wait
   */
  public SchemaPins pins(Pipeline pipeline) {
    PipelineSchemas schemas = of(pipeline);
    if (!schemas.isEmpty()) {
      try {
        if (!looked.await(FIRST_LOOK_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("The schema registry has not answered yet; what is known is used");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NotReadyException("interrupted while the schemas were looked for");
      }
    }
    return schemas.pins();
  }

  /**
   * What a pipeline's schemas are now, for who only wants to know: no job is thought to have them.
   *
   * @throws NotReadyException as {@link #pins}
   */
  public SchemaPins now(Pipeline pipeline) {
    return of(pipeline).current();
  }

  /** What is in the way of the newest schemas; empty when nothing is. */
  public Optional<String> trouble() {
    return pipelines.stream().flatMap(p -> p.trouble().stream()).findFirst();
  }

  private void look(Consumer<Pipeline> changed) {
    for (PipelineSchemas schemas : pipelines) {
      try {
        schemas.look();
        if (schemas.isOutdated()) {
          changed.accept(schemas.pipeline());
        }
      } catch (RuntimeException e) { // the disk, e.g.; the next look may do better
        LOG.warn("Pipeline {}: cannot look for schemas", schemas.pipeline().name(), e);
      }
    }
    looked.countDown();
  }

  private PipelineSchemas of(Pipeline pipeline) {
    return pipelines.stream()
        .filter(schemas -> schemas.pipeline().name().equals(pipeline.name()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
