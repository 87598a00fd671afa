package io.eventmill.app.batch;

import io.eventmill.app.mill.BatchSettings;
import io.eventmill.app.mill.UseException;
import io.eventmill.app.schemas.StoredSchemas;
import io.eventmill.jobs.BatchJob;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.jobs.embedded.BatchFlink;
import io.eventmill.jobs.embedded.NotReadyException;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.store.LocalReferences;
import io.eventmill.store.LocalWriter;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One batch from files to a finished result. If it dies, there is no result but an earlier one, and
 * the next batch begins anew.
 */
public final class BatchRun implements AutoCloseable {
  private final Pipeline pipeline;
  private final BatchSettings settings;
  private final BatchFolder folder;
  private final BatchFlink flink;

  private BatchRun(
      Pipeline pipeline, BatchSettings settings, BatchFolder folder, BatchFlink flink) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.folder = folder;
    this.flink = flink;
  }

  /**
   * Holds the folder and starts Flink; its file systems can be asked from here on.
   *
   * @param usesS3 whether files at {@code s3://} are to be read
   */
  public static BatchRun open(
      Pipeline pipeline, BatchSettings settings, BatchFolder folder, boolean usesS3)
      throws IOException {
    folder.begin();
    JobsConfig process = settings.process();
    BatchFlink flink =
        BatchFlink.start(
            folder.scratch(),
            process.parallelism(),
            process.batchMemory(),
            usesS3 ? settings.s3FileSystem() : Map.of());
    return new BatchRun(pipeline, settings, folder, flink);
  }

  public BatchInput input(Archive archive, String lake) throws IOException {
    return BatchInput.of(archive, lake);
  }

  /**
   * Runs to the end and puts the result in its place.
   *
   * @param into which stores it is to be in beside its own file
   * @param sums hears how far it is
   */
  public BatchReport run(BatchInput input, Into into, Consumer<Map<String, Long>> sums)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    EventRules rules = EventRules.of(pipeline, pins(), settings.process(), settings.validate());
    String here = folder.newStore().toString();
    Map<String, Long> done;
    List<String> places;
    try (BatchOutput output = BatchOutput.open(pipeline, settings, folder, into);
        var writer = LocalWriter.register(here, output.writer());
        Tables tables = Tables.open(pipeline, settings)) {
      var work =
          new BatchJob.Work(
              input.files(),
              input.processed(),
              input.plain(),
              new LocalWriter(here),
              tables.source());
      done =
          flink.run(
              BatchJob.name(pipeline),
              env -> BatchJob.build(env, rules, work, settings.process()),
              sums);
      done.put(BatchReport.REFUSED, output.refused());
      output.finish();
      places = output.places();
    }
    BatchReport report = BatchReport.of(done, places, Duration.ofNanos(System.nanoTime() - begun));
    folder.finish(
        new BatchFolder.About(
            pipeline.name(),
            pipeline.yaml(),
            input.described(),
            input.plain() != null ? "files" : input.processed() ? "enriched" : "raw",
            Instant.now(Clock.systemUTC()).toString(),
            report));
    return report;
  }

  private SchemaPins pins() {
    try {
      return StoredSchemas.pins(
          pipeline,
          settings.schemaFolder(),
          settings.folder(),
          settings.validate(),
          settings.registryElsewhere());
    } catch (NotReadyException e) {
      throw new UseException(e.getMessage());
    }
  }

  /** Master data, from the database or from the server's own store, which must then be stopped. */
  private record Tables(ReferenceSource source, AutoCloseable store, AutoCloseable registration)
      implements AutoCloseable {
    static Tables open(Pipeline pipeline, BatchSettings settings) {
      if (pipeline.attributions().stream().allMatch(a -> a.lookup() == null)) {
        return new Tables(null, () -> {}, () -> {});
      }
      ReferenceSource database = settings.database(pipeline);
      if (database != null) {
        return new Tables(database, () -> {}, () -> {});
      }
      Path live = settings.liveStore();
      DuckDbStore store = DuckDbStore.open(settings.store(live));
      String name = "batch of " + live;
      return new Tables(
          new LocalReferences(name), store, LocalReferences.register(name, store.tables()));
    }

    @Override
    public void close() throws IOException {
      try {
        registration.close();
        store.close();
      } catch (Exception e) {
        throw new IOException("the store of master data could not be closed", e);
      }
    }
  }

  @Override
  public void close() {
    flink.close();
  }
}
