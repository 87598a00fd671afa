package io.eventmill.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the registry over HTTP as others serve theirs. A write is answered when it is kept.
 * Nothing of it runs on the event loop; what is more than can be worked on is answered with 503 at
 * once.
 */
public final class RegistryRoutes {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String PLAIN_JSON = "application/json";

  /** What a body may call itself. */
  private static final List<String> BODY_TYPES =
      List.of(
          CONTENT_TYPE,
          "application/vnd.schemaregistry+json",
          PLAIN_JSON,
          "application/octet-stream");

  /** Most requests wait for Kafka or look into memory: few threads do. */
  private static final int THREADS = 8;

  private static final Logger log = LoggerFactory.getLogger(RegistryRoutes.class);

  private final Router router;
  private final WorkerExecutor workers;
  private final Semaphore room;
  private final BodyHandler bodies;
  private final Set<String> paths = new LinkedHashSet<>();

  private RegistryRoutes(Router router, Vertx vertx, RegistryLimits limits) {
    this.router = router;
    this.workers = vertx.createSharedWorkerExecutor("eventmill-registry", THREADS);
    this.room = new Semaphore(limits.requestsMax());
    // Within the body the schema is a JSON string: its quotes and white space take more room.
    this.bodies = BodyHandler.create(false).setBodyLimit(limits.recordBytesMax());
  }

  /** Adds the registry's paths to the router; nothing else of it is touched. */
  public static void mount(
      Router router, Vertx vertx, SchemaRegistry registry, RegistryLimits limits) {
    RegistryRoutes routes = new RegistryRoutes(router, vertx, limits);
    new SubjectRoutes(registry).addTo(routes);
    new SchemaRoutes(registry).addTo(routes);
    new ConfigRoutes(registry).addTo(routes);
    new CompatibilityRoutes(registry).addTo(routes);
    routes.refuseTheRest();
  }

  void get(String path, Function<Call, Object> answer) {
    add(HttpMethod.GET, path, answer);
  }

  void post(String path, Function<Call, Object> answer) {
    add(HttpMethod.POST, path, answer);
  }

  void put(String path, Function<Call, Object> answer) {
    add(HttpMethod.PUT, path, answer);
  }

  void delete(String path, Function<Call, Object> answer) {
    add(HttpMethod.DELETE, path, answer);
  }

  private void add(HttpMethod method, String path, Function<Call, Object> answer) {
    paths.add(path);
    Route route = router.route(method, path);
    if (method == HttpMethod.POST || method == HttpMethod.PUT) {
      route.handler(bodies).handler(RegistryRoutes::checkBodyType);
    }
    route.handler(context -> work(context, answer)).failureHandler(RegistryRoutes::fail);
  }

  private void refuseTheRest() {
    for (String path : paths) {
      router
          .route(path)
          .handler(
              context -> send(context, RegistryException.http(405, "HTTP 405 Method Not Allowed")));
    }
    for (String path :
        List.of("/subjects/*", "/schemas/*", "/config/*", "/mode/*", "/compatibility/*")) {
      router
          .route(path)
          .handler(context -> send(context, RegistryException.http(404, "HTTP 404 Not Found")));
    }
  }

  private void work(RoutingContext context, Function<Call, Object> answer) {
    if (!room.tryAcquire()) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      send(
          context,
          RegistryException.http(
              503, "too many requests at once; the limit is registry.requests_max"));
      return;
    }
    workers
        .executeBlocking(() -> answer.apply(new Call(context)).toString(), false)
        .onComplete(
            done -> {
              room.release();
              if (done.succeeded()) {
                send(context, 200, done.result());
              } else {
                send(context, done.cause());
              }
            });
  }

  private static void checkBodyType(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null
        || BODY_TYPES.contains(type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))) {
      context.next();
    } else {
      send(
          context,
          RegistryException.http(
              415, "HTTP 415 Unsupported Media Type: '" + type + "', send " + CONTENT_TYPE));
    }
  }

  /** What the router itself refuses, e.g. a body over the limit. */
  private static void fail(RoutingContext context) {
    if (context.failure() != null && context.statusCode() < 0) {
      send(context, context.failure());
    } else if (context.statusCode() == 413) {
      send(
          context,
          RegistryException.http(413, "the body is too large; see registry.schema_bytes_max"));
    } else {
      send(context, RegistryException.http(context.statusCode(), "HTTP " + context.statusCode()));
    }
  }

  private static void send(RoutingContext context, Throwable error) {
    if (error instanceof RegistryException e) {
      if (e.status() >= 500 && e.getCause() != null) {
        log.warn("registry: {}", e.getMessage());
      }
      send(context, e.status(), Answers.error(e.code(), e.getMessage()).toString());
    } else {
      log.error("registry: {} {}", context.request().method(), context.request().path(), error);
      send(context, 500, Answers.error(500, "Internal Server Error").toString());
    }
  }

  private static void send(RoutingContext context, int status, String json) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    boolean plain =
        accept != null && accept.contains(PLAIN_JSON) && !accept.contains("schemaregistry");
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, plain ? PLAIN_JSON : CONTENT_TYPE)
        .end(Buffer.buffer(json.getBytes(UTF_8)));
  }
}
