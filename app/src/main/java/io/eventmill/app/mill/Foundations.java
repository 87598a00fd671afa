package io.eventmill.app.mill;

import io.eventmill.jobs.JobsConfig;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.EventStore;
import io.eventmill.store.PatientStore;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.store.duckdb.LakeTable;
import io.eventmill.topics.broker.EmbeddedBroker;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What everything else stands on. These are the slow ones to start and need nothing of each other,
 * so they start side by side; they are closed in a fixed order, the broker last, since the others
 * still write to it.
 */
record Foundations(
    EmbeddedBroker broker, PatientStore<EventStore> store, Vertx loops, EmbeddedFlink flink) {
  static Foundations open(MillConfig config, DataFolder data, MillSettings settings, StopOrder open)
      throws Exception {
    List<LakeTable> lakes = LakeTables.of(config.pipelines(), data);
    var broker = beside(() -> EmbeddedBroker.start(data.broker(), config.kafkaPort()));
    var store =
        beside(
            () ->
                PatientStore.open(
                    EventStore.class,
                    () -> DuckDbStore.open(settings.store(), Clock.systemUTC(), lakes)));
    var loops = beside(Foundations::vertx);
    var flink = beside(() -> EmbeddedFlink.start(flinkConfig(config, data, settings)));
    CompletableFuture.allOf(broker, store, loops, flink).exceptionally(e -> null).join();
    // All are noted before the first failure is thrown, so that what did open is closed.
    note(open, "broker", broker);
    note(open, "store", store);
    note(open, "event loops", loops.thenApply(Foundations::closing));
    note(open, "flink", flink);
    return new Foundations(joined(broker), joined(store), joined(loops), joined(flink));
  }

  private static void note(
      StopOrder open, String name, CompletableFuture<? extends AutoCloseable> part) {
    if (!part.isCompletedExceptionally()) {
      open.opened(name, part.join());
    }
  }

  static AutoCloseable closing(Vertx vertx) {
    return () -> vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static FlinkConfig flinkConfig(
      MillConfig config, DataFolder data, MillSettings settings) {
    JobsConfig process = settings.process();
    int slots = jobs(config.pipelines()) * process.parallelism(); // a job's operators share them
    return new FlinkConfig(
        data.flink(),
        config.flinkPort(),
        slots,
        process.checkpointsRetained(),
        fileSystems(config.pipelines(), settings.s3()));
  }

  private static Map<String, String> fileSystems(List<Pipeline> pipelines, S3Settings s3) {
    boolean isUsed =
        pipelines.stream()
            .flatMap(p -> p.archives().stream())
            .anyMatch(a -> a.to().startsWith("s3:"));
    return isUsed ? s3.fileSystem(System.getenv()) : Map.of();
  }

  private static int jobs(List<Pipeline> pipelines) {
    int jobs = 0;
    for (Pipeline pipeline : pipelines) {
      jobs += 2; // events and counts, which may come while the pipeline runs
      jobs += pipeline.attributions().isEmpty() ? 0 : 1;
      jobs += pipeline.archives().size();
    }
    return jobs;
  }

  static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerPoolSize(4));
  }

  interface Opening<T> {
    T open() throws Exception;
  }

  static <T> CompletableFuture<T> beside(Opening<T> part) {
    CompletableFuture<T> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                opened.complete(part.open());
              } catch (Throwable e) { // told to whoever waits for the part
                opened.completeExceptionally(e);
              }
            },
            "start");
    thread.setDaemon(true);
    thread.start();
    return opened;
  }

  static <T> T joined(CompletableFuture<T> part) throws Exception {
    try {
      return part.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
