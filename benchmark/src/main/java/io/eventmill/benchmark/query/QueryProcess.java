package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.query.QueryConfig;
import io.eventmill.query.QueryParts;
import io.eventmill.query.QueryRoutes;
import io.eventmill.query.Results;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.trace.Trace;
import io.eventmill.store.EventStore;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.topics.KafkaAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The product's store, full of events, and its HTTP side over it, with their defaults; and a door
 * for whoever measures. Nothing stands behind the questions that are not measured.
 */
public final class QueryProcess {
  private static final KafkaAddress NO_LOG = KafkaAddress.of("localhost:1");

  private QueryProcess() {}

  /** Arguments: folder, shape, how many events. */
  public static void main(String[] args) throws Exception {
    EventStore store = DuckDbStore.open(DuckDbConfig.in(Path.of(args[0])));
    ShapedEvents shaped = new ShapedEvents(Shape.valueOf(args[1]));
    Stock stock = new Stock(store.writer(), new ProcessedEvents(shaped, 1));
    stock.add(Long.parseLong(args[2]));
    Vertx vertx = Vertx.vertx();
    int port =
        serve(
            vertx,
            store,
            List.of(new Results("counts", List.of(TypeWindowRows.named()), store.results())));
    int plain = serve(vertx, store, List.of());
    int gauge = new MeasureDoor(vertx, new InProcess(store), stock).open();
    Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    System.out.println("ports " + port + " " + plain + " " + gauge);
    Thread.currentThread().join();
  }

  private static int serve(Vertx vertx, EventStore store, List<Results> results) {
    QueryParts parts =
        new QueryParts(
            store,
            List.of(),
            NO_LOG,
            source -> null,
            new NoAudit(),
            id -> new Trace(id, List.of(), 0),
            List.of(),
            results,
            store.tables());
    QueryRoutes routes =
        QueryRoutes.over(parts, QueryConfig.defaults(), AuditConfig.defaults(), Clock.systemUTC());
    Router router = Router.router(vertx);
    routes.mount(router);
    return listen(vertx, router);
  }

  static int listen(Vertx vertx, Router router) {
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    return server
        .listen(0, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static final class NoAudit implements Auditor {
    @Override
    public List<String> sources() {
      return List.of();
    }

    @Override
    public AuditReport report(String source, long fromMinute, long toMinute) {
      throw new UnsupportedOperationException("there is no log here");
    }
  }
}
