package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.collect.body.EventCheck;
import io.eventmill.pipeline.Deduplicate;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import io.eventmill.pipeline.SourceSchema;
import io.eventmill.pipeline.SourceTopics;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** The collector behind a real server with two event loops, on a free port, before a real log. */
final class TestDoor implements AutoCloseable {
  static final EventFields FIELDS =
      new EventFields("/event_id", "/event_type", "/event_timestamp", "/user", null);
  static final long NOW = System.currentTimeMillis();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  final Collector collector;
  final int port;
  private final RawWriter writer;
  private final Vertx vertx;

  private TestDoor(CollectConfig config, List<Source> sources, KafkaAddress kafka, Clock clock)
      throws Exception {
    this(config, sources, kafka, clock, source -> EventCheck.NONE);
  }

  private TestDoor(
      CollectConfig config,
      List<Source> sources,
      KafkaAddress kafka,
      Clock clock,
      Function<Source, EventCheck> checks)
      throws Exception {
    writer = RawWriter.open(kafka);
    collector = Collector.open(config, sources, writer, clock, new Random(7), checks);
    vertx = Vertx.vertx();
    DoorGuard guard = new DoorGuard(config);
    int[] bound = new int[1];
    vertx
        .deployVerticle(
            () -> new OneLoop(collector, guard, bound), new DeploymentOptions().setInstances(2))
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    port = bound[0];
  }

  /** As the app does it: each loop has a server and a router of its own on the same port. */
  private static final class OneLoop extends VerticleBase {
    private final Collector collector;
    private final DoorGuard guard;
    private final int[] bound;

    OneLoop(Collector collector, DoorGuard guard, int[] bound) {
      this.collector = collector;
      this.guard = guard;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      CollectRoutes.mount(router, collector);
      HttpServer server = vertx.createHttpServer(guard.options());
      guard.stand(server, vertx, router);
      // -1: one free port, shared by the instances of a deployment.
      return server.listen(-1).onSuccess(s -> bound[0] = s.actualPort());
    }
  }

  static TestDoor open(String topic) throws Exception {
    return open(CollectConfig.defaults(), topic);
  }

  static TestDoor open(CollectConfig config, String topic) throws Exception {
    return open(config, List.of(source("web", topic)), TestLog.address());
  }

  static TestDoor open(CollectConfig config, List<Source> sources, KafkaAddress kafka)
      throws Exception {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    return new TestDoor(config, sources, kafka, clock);
  }

  static TestDoor open(
      CollectConfig config, List<Source> sources, Function<Source, EventCheck> checks)
      throws Exception {
    return new TestDoor(config, sources, TestLog.address(), Clock.systemUTC(), checks);
  }

  /** With a clock that runs, for tests in which time matters. */
  static TestDoor running(CollectConfig config, String topic, KafkaAddress kafka) throws Exception {
    return new TestDoor(config, List.of(source("web", topic)), kafka, Clock.systemUTC());
  }

  static Source source(String name, String topic) {
    return source(name, topic, FIELDS);
  }

  static Source source(String name, String topic, EventFields fields) {
    SourceTopics topics =
        new SourceTopics(topic, topic + "-e", topic + "-f", topic + "-d", 2, (short) 1, null);
    return new Source(
        name, topics, fields, ZoneOffset.UTC, Deduplicate.defaults(), SourceSchema.none(), null);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return post(path, body.getBytes(UTF_8), headers);
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request = to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Writes the bytes as they are and reads until the server hangs up or {@code until} is seen. */
  String raw(String bytes, String until) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(UTF_8));
      return answer(socket, until);
    }
  }

  static String answer(Socket socket, String until) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[8192];
    int n = socket.getInputStream().read(buffer);
    while (n >= 0) {
      answer.append(new String(buffer, 0, n, UTF_8));
      if (until != null && answer.indexOf(until) >= 0) {
        break;
      }
      n = socket.getInputStream().read(buffer);
    }
    return answer.toString();
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    collector.close();
    writer.close();
  }
}
