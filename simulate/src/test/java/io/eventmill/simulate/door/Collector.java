package io.eventmill.simulate.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A collector for tests, on a real socket: parses each body with another reader than ours, and
 * answers as the test's script says. Remembers every request and every event it kept.
 */
public final class Collector implements AutoCloseable {
  static { // else each answer waits 40 ms for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a request held. */
  public record Request(int number, String path, HttpExchange exchange, List<JsonNode> events) {
    public String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  /**
   * @param status 0 drops the connection without an answer
   */
  public record Reply(int status, String retryAfter, String body) {
    public static final Reply KEPT = new Reply(200, null, "{\"accepted\":1}");
    public static final Reply DROPPED = new Reply(0, null, "");

    public static Reply of(int status, String message) {
      return new Reply(
          status, null, "{\"error\":{\"code\":\"x\",\"message\":\"" + message + "\"}}");
    }
  }

  /** Decides what to answer. A dropped connection may have its events kept before: see keep. */
  public interface Script {
    Reply answer(Request request);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Script script;
  private final List<Request> requests = new ArrayList<>();
  private final List<JsonNode> kept = new ArrayList<>();

  public Collector(Script script) {
    this(0, script);
  }

  public Collector(int port, Script script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI uri() {
    return URI.create("http://localhost:" + port());
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  public synchronized List<JsonNode> kept() {
    return List.copyOf(kept);
  }

  /** The values of a field, of every event kept, in the order of their coming. */
  public List<String> kept(String field) {
    return kept().stream().map(e -> e.get(field).asText()).toList();
  }

  public synchronized void keep(Request request) {
    kept.addAll(request.events());
  }

  private void handle(HttpExchange exchange) throws IOException {
    List<JsonNode> events = events(exchange);
    Request request;
    synchronized (this) {
      request =
          new Request(requests.size(), exchange.getRequestURI().getRawPath(), exchange, events);
      requests.add(request);
    }
    Reply reply = script.answer(request);
    if (reply.status() == 0) {
      exchange.close();
      return;
    }
    if (reply.status() < 300) {
      keep(request);
    }
    if (reply.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static List<JsonNode> events(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] body = exchange.getRequestBody().readAllBytes();
    InputStream in = new ByteArrayInputStream(body);
    List<JsonNode> events = new ArrayList<>();
    try (MappingIterator<JsonNode> values =
        JSON.readerFor(JsonNode.class).readValues(gzip ? new GZIPInputStream(in) : in)) {
      while (values.hasNext()) { // a root array is read element by element
        events.add(values.next());
      }
    }
    return events;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
