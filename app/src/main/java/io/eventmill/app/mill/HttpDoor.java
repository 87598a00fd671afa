package io.eventmill.app.mill;

import io.eventmill.app.security.Listening;
import io.eventmill.collect.DoorGuard;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The one HTTP port: a router per event loop, all listening on the same socket. Closing it takes no
 * new requests and waits a while for those under way.
 */
final class HttpDoor implements AutoCloseable {
  private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final int FREE_PORT_ATTEMPTS = 5;

  private final Vertx vertx;
  private final String deployment;
  private final int port;

  private HttpDoor(Vertx vertx, String deployment, int port) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.port = port;
  }

  /**
   * Opens the door and returns when it listens.
   *
   * @param asked the port; 0 = any free one
   */
  static HttpDoor open(
      Vertx vertx, DoorGuard guard, Listening at, int asked, Function<Vertx, Router> routes)
      throws IOException {
    if (asked != 0) {
      return listen(vertx, guard, at, asked, routes);
    }
    // All loops must share one port, so it is chosen first; another process may take it meanwhile.
    for (int attempt = 1; ; attempt++) {
      try {
        return listen(vertx, guard, at, freePort(), routes);
      } catch (UseException e) {
        if (attempt == FREE_PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static HttpDoor listen(
      Vertx vertx, DoorGuard guard, Listening at, int port, Function<Vertx, Router> routes)
      throws IOException {
    HttpServerOptions options = at.of(guard.options()).setPort(port);
    Future<String> deployed =
        vertx.deployVerticle(
            () -> new Loop(options, guard, routes), new DeploymentOptions().setInstances(LOOPS));
    try {
      String deployment =
          deployed.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      return new HttpDoor(vertx, deployment, port);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException) {
        throw new UseException(
            "port " + port + " is taken; choose another with --port N (0 = any free one)");
      }
      throw new IOException("the HTTP door did not open: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the HTTP door did not open within 30 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the HTTP door opened", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static final class Loop extends VerticleBase {
    private final HttpServerOptions options;
    private final DoorGuard guard;
    private final Function<Vertx, Router> routes;
    private HttpServer server;

    Loop(HttpServerOptions options, DoorGuard guard, Function<Vertx, Router> routes) {
      this.options = options;
      this.guard = guard;
      this.routes = routes;
    }

    @Override
    public Future<?> start() {
      server = vertx.createHttpServer(options);
      guard.stand(server, vertx, routes.apply(vertx));
      return server.listen();
    }

    @Override
    public Future<?> stop() {
      return server.shutdown(5, TimeUnit.SECONDS);
    }
  }
}
