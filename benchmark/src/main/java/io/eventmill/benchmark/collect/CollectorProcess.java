package io.eventmill.benchmark.collect;

import io.eventmill.collect.CollectConfig;
import io.eventmill.collect.CollectRoutes;
import io.eventmill.collect.Collector;
import io.eventmill.collect.DoorGuard;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Source;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * The product's collector alone, as the whole product wires it: an event loop for each core, a
 * spool, all limits as they are. What stands behind the raw topic has a bench of its own.
 */
public final class CollectorProcess {
  private CollectorProcess() {}

  public static void main(String[] args) throws Exception {
    KafkaAddress kafka = KafkaAddress.of(args[0]);
    int port = Integer.parseInt(args[2]);
    CollectConfig config = CollectConfig.defaults().with("spool_dir", Path.of(args[3]).toString());
    List<Source> sources = PipelineFile.parse(pipeline(args[1])).pipeline().sources();
    RawWriter log = RawWriter.open(kafka);
    Collector collector =
        Collector.open(config, sources, log, Clock.systemUTC(), new SecureRandom());
    Vertx vertx = Vertx.vertx();
    DoorGuard guard = new DoorGuard(config);
    vertx
        .deployVerticle(
            () -> new Door(collector, guard, port),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static String pipeline(String topic) {
    return """
        name: bench
        sources:
          clicks:
            topics: {raw: %s}
            event: {id: /id, type: /type, time: /event/event_timestamp}
        """
        .formatted(topic);
  }

  private static final class Door extends VerticleBase {
    private final Collector collector;
    private final DoorGuard guard;
    private final int port;

    Door(Collector collector, DoorGuard guard, int port) {
      this.collector = collector;
      this.guard = guard;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      HttpServerOptions options = guard.options().setHost("localhost").setPort(port);
      Router router = Router.router(vertx);
      CollectRoutes.mount(router, collector);
      var server = vertx.createHttpServer(options);
      guard.stand(server, vertx, router);
      return server.listen();
    }
  }
}
