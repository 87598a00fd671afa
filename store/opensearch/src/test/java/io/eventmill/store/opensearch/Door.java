package io.eventmill.store.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Stands before the real node and passes everything on, but for what a test has it answer. */
final class Door implements AutoCloseable {
  private final String behind;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Integer> bulks = new CopyOnWriteArrayList<>();
  private volatile Function<HttpExchange, Integer> refusal = e -> 0;
  private volatile int bulkMax = Integer.MAX_VALUE;

  private Door(String behind, HttpServer server) {
    this.behind = behind;
    this.server = server;
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::pass);
    server.start();
  }

  static Door before(String node) {
    try {
      return new Door(node, HttpServer.create(new InetSocketAddress("localhost", 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Door before(String node, SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new Door(node, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param status for a request; 0 lets it pass
   */
  void refuse(Function<HttpExchange, Integer> status) {
    refusal = status;
  }

  /** As a proxy does that is set to take no larger bodies. */
  void refuseBulksOver(int bytes) {
    bulkMax = bytes;
  }

  /** Bytes of each bulk request that came. */
  List<Integer> bulks() {
    return bulks;
  }

  String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean bulk = exchange.getRequestURI().getPath().equals("/_bulk");
    if (bulk) {
      bulks.add(body.length);
    }
    int refused = bulk && body.length > bulkMax ? 413 : refusal.apply(exchange);
    if (refused != 0) {
      byte[] why =
          "{\"error\":{\"type\":\"test\",\"reason\":\"no\"}}".getBytes(StandardCharsets.UTF_8);
      answer(exchange, refused, why);
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      answer(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
