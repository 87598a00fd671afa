package io.eventmill.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.topics.KafkaAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;

/** A registry on a real broker behind a real HTTP door, and a plain client before it. */
final class LiveRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SchemaRegistry registry;
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  record Reply(int status, String text, String contentType) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (java.io.IOException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }

    int code() {
      return json().path("error_code").asInt();
    }

    String message() {
      return json().path("message").asText();
    }
  }

  LiveRegistry(String topic) throws Exception {
    this(RegistrySettings.defaults().withTopic(topic, (short) 1));
  }

  LiveRegistry(RegistrySettings settings) throws Exception {
    this(TestBroker.address(), settings);
  }

  LiveRegistry(KafkaAddress kafka, RegistrySettings settings) throws Exception {
    registry = SchemaRegistry.open(kafka, settings, new Random(7));
    Router router = Router.router(vertx);
    RegistryRoutes.mount(router, vertx, registry, settings.limits());
    router.get("/elsewhere").handler(context -> context.end("still there"));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  String url() {
    return "http://localhost:" + server.actualPort();
  }

  Reply get(String path) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  Reply delete(String path) throws Exception {
    return send(HttpRequest.newBuilder().DELETE(), path);
  }

  Reply post(String path, String body) throws Exception {
    return send(body("POST", body), path);
  }

  Reply put(String path, String body) throws Exception {
    return send(body("PUT", body), path);
  }

  /** Registers and returns the id. */
  int register(String subject, String schema) throws Exception {
    Reply reply = post("/subjects/" + subject + "/versions", request(schema));
    if (reply.status() != 200) {
      throw new AssertionError(reply);
    }
    return reply.json().path("id").asInt();
  }

  static String request(String schema) {
    return object().put("schemaType", "JSON").put("schema", schema).toString();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static HttpRequest.Builder body(String method, String body) {
    return HttpRequest.newBuilder()
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .header("Content-Type", RegistryRoutes.CONTENT_TYPE);
  }

  Reply send(HttpRequest.Builder request, String path) throws Exception {
    HttpResponse<byte[]> response =
        http.send(
            request.uri(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(
        response.statusCode(),
        new String(response.body(), UTF_8),
        response.headers().firstValue("Content-Type").orElse(""));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    registry.close();
  }
}
