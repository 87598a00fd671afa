package io.eventmill.app.mill;

import io.eventmill.app.metrics.Numbers;
import io.eventmill.app.security.Gate;
import io.eventmill.app.security.Listening;
import io.eventmill.app.security.SecurityHeaders;
import io.eventmill.jobs.embedded.FlinkNumbers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The second port: {@code /metrics}, {@code /metrics/flink} and health, for those who look after
 * the server. Of its own, so that it can be closed off from those who send events, and answers
 * while they flood the other.
 */
final class MetricsDoor implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final Listening at;
  private final boolean hasFlink;

  private MetricsDoor(HttpServer server, Listening at, boolean hasFlink) {
    this.server = server;
    this.at = at;
    this.hasFlink = hasFlink;
  }

  /**
   * Opens it and returns when it listens.
   *
   * @param at where the other door listens, and how: this one does the same
   * @param http the port of the other door, as it was asked for; this one's is the next, or any
   *     free one for 0
   * @param flink null where no Flink runs
   */
  static MetricsDoor open(
      Vertx vertx,
      Listening at,
      int http,
      Gate gate,
      Numbers numbers,
      Supplier<FlinkNumbers> flink,
      HealthRoutes health)
      throws IOException {
    Router router = Router.router(vertx);
    RouterErrors.mount(router);
    SecurityHeaders.mount(router);
    gate.mount(router);
    health.mount(router);
    router
        .get("/metrics")
        .handler(
            rc -> vertx.executeBlocking(numbers::text).onComplete(t -> answer(rc, t.result())));
    if (flink != null) {
      router
          .get("/metrics/flink")
          .handler(
              rc ->
                  vertx
                      .executeBlocking(() -> flink.get().text())
                      .onComplete(t -> answer(rc, t.result())));
    }
    int port = http == 0 ? 0 : http + 1;
    var options = at.of(new HttpServerOptions()).setPort(port);
    try {
      return new MetricsDoor(
          vertx
              .createHttpServer(options)
              .requestHandler(router)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS),
          at,
          flink != null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException) {
        throw new UseException(
            "port %d is taken, where metrics and health belong, one above the HTTP port; choose two others with --port N (0 = any free ones)"
                .formatted(port));
      }
      throw new IOException("the metrics port did not open: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the metrics port did not open within 30 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the metrics port opened", e);
    }
  }

  private static void answer(RoutingContext rc, String text) {
    if (text == null) {
      rc.fail(500);
      return;
    }
    rc.response().putHeader("content-type", TEXT).putHeader("cache-control", "no-store").end(text);
  }

  /** On the HTTP port: who scraped here is sent on. */
  void mountMoved(Router router) {
    moved(router, "/metrics");
    if (hasFlink) {
      moved(router, "/metrics/flink");
    }
  }

  private void moved(Router router, String path) {
    router
        .get(path)
        .handler(
            rc -> {
              String there = calledAs(rc) + path;
              rc.response()
                  .setStatusCode(308)
                  .putHeader("location", there)
                  .putHeader("content-type", "text/plain; charset=utf-8")
                  .end("Metrics are on a port of their own: " + there + "\n");
            });
  }

  /** By the name that the client has for this machine. */
  private String calledAs(RoutingContext rc) {
    HostAndPort us = rc.request().authority();
    return us == null
        ? url()
        : (at.isTls() ? "https://" : "http://") + us.host() + ":" + server.actualPort();
  }

  String url() {
    return at.url(server.actualPort());
  }

  @Override
  public void close() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
