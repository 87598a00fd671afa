package io.eventmill.query;

import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.heal.Trial;
import io.eventmill.store.EventReader;
import io.eventmill.store.EventStore;
import io.eventmill.topics.KafkaAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The routes on a real server on a free port, and a client that asks it. */
final class QueryServer implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  /** Nobody listens there. */
  private static final KafkaAddress NO_LOG = KafkaAddress.of("localhost:1");

  private static final Trial NO_PROCESSING = source -> null;

  final QueryRoutes routes;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  QueryServer(EventReader reader) {
    this(reader, QueryConfig.defaults());
  }

  QueryServer(EventReader reader, QueryConfig config) {
    this(reader, config, CLOCK);
  }

  QueryServer(EventReader reader, QueryConfig config, Clock clock) {
    this(ListStore.of(reader), config, clock);
  }

  QueryServer(EventStore store, QueryConfig config, Clock clock) {
    this(
        new QueryParts(
            store,
            List.of(Samples.SOURCE),
            NO_LOG,
            NO_PROCESSING,
            new FixedAudit(),
            new FixedTrace(),
            List.of("app"),
            Samples.results(store),
            store.tables()),
        config,
        clock);
  }

  QueryServer(QueryParts parts, QueryConfig config, Clock clock) {
    routes = QueryRoutes.over(parts, config, AuditConfig.defaults(), clock);
    Router router = Router.router(vertx);
    routes.mount(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
  }

  int port() {
    return server.actualPort();
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://localhost:" + port() + pathAndQuery);
  }

  HttpResponse<String> get(String pathAndQuery, String... headers) {
    return ask(request(pathAndQuery, headers).GET().build());
  }

  /** A good answer as JSON. */
  JsonObject json(String pathAndQuery) {
    HttpResponse<String> response = get(pathAndQuery);
    if (response.statusCode() != 200) {
      throw new AssertionError(pathAndQuery + " gave " + response.statusCode() + response.body());
    }
    return new JsonObject(response.body());
  }

  /** The error of a bad answer. */
  JsonObject error(int status, String pathAndQuery, String... headers) {
    HttpResponse<String> response = get(pathAndQuery, headers);
    if (response.statusCode() != status) {
      throw new AssertionError(pathAndQuery + " gave " + response.statusCode() + response.body());
    }
    return new JsonObject(response.body()).getJsonObject("error");
  }

  HttpResponse<String> post(String path, String json) {
    return ask(
        request(path, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  HttpRequest.Builder request(String pathAndQuery, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(pathAndQuery)).timeout(Duration.ofSeconds(180));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<String> ask(HttpRequest request) {
    return ask(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> ask(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request.uri() + ": " + e, e);
    }
  }

  CompletableFuture<HttpResponse<String>> later(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    routes.close();
  }
}
