package io.eventmill.registry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as a test says and remembers what it was asked. */
final class ScriptedRegistry implements AutoCloseable {
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> credentials = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Script script = (path, body) -> new Says(404, "{\"error_code\":404}");

  interface Script {
    Says answer(String path, String body) throws IOException;
  }

  /**
   * @param status 0: the connection is closed without an answer
   */
  record Says(int status, String body) {}

  ScriptedRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void says(Script newScript) {
    script = newScript;
  }

  void says(int status, String body) {
    script = (path, sent) -> new Says(status, body.replace('\'', '"'));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Says says = script.answer(path, sent);
      if (says.status() == 0) {
        return;
      }
      byte[] bytes = says.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(says.status(), bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
