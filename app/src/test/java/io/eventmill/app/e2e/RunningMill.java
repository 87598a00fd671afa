package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The product as users run it: a process of its own, started through the launcher, on free ports.
 */
final class RunningMill implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path data;
  private final Path output;
  private final JsonNode ports;

  private RunningMill(Process process, Path data, Path output, JsonNode ports) {
    this.data = data;
    this.process = process;
    this.output = output;
    this.ports = ports;
  }

  static RunningMill start(Path data, String... args) throws Exception {
    Files.createDirectories(data);
    FastStart.prepare();
    Path output = Files.createTempFile("eventmill", ".out");
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("eventmill").toString()));
    command.addAll(List.of(args));
    command.addAll(List.of("--data", data.toString()));
    if (!command.contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    command.addAll(List.of("--kafka-port", "0", "--flink-port", "0"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    Path running = data.resolve("running.json");
    until(
        Duration.ofSeconds(90),
        "the server to be ready",
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("the server ended:\n" + read(output));
          }
          return Files.exists(running) && pidOf(running) == process.pid();
        });
    return new RunningMill(process, data, output, JSON.readTree(Files.readString(running)));
  }

  private static long pidOf(Path running) {
    try {
      return JSON.readTree(Files.readString(running)).path("pid").asLong();
    } catch (IOException e) {
      return -1; // half written
    }
  }

  URI url(String path) {
    return URI.create(ports.get("url").asText() + path);
  }

  URI sideUrl(String path) {
    return URI.create(ports.get("metrics").asText() + path);
  }

  /** On the second port. */
  HttpResponse<String> side(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sideUrl(path)).timeout(Duration.ofSeconds(30)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** All of /metrics. */
  String metrics() throws Exception {
    return side("/metrics").body();
  }

  String bootstrapServers() {
    return ports.get("kafka").asText();
  }

  String flinkUrl() {
    return ports.get("flink").asText();
  }

  String output() {
    return read(output);
  }

  /** What the log must not tell of, whatever clients do. */
  void requireNothingBrokeInside() {
    for (String line : read(data.resolve("logs/eventmill.log")).split("\n")) {
      if (line.contains("failed inside")
          || line.contains("OutOfMemoryError")
          || line.contains("StackOverflowError")
          || line.contains("Unhandled exception")) {
        throw new AssertionError("the log says: " + line);
      }
    }
  }

  long pid() {
    return process.pid();
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until this line, as it is, is on /metrics. */
  void untilMetric(String line) {
    until(
        Duration.ofSeconds(30),
        line,
        () -> {
          try {
            return metrics().lines().anyMatch(line::equals);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return JSON.readTree(response.body());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, body.getBytes(UTF_8));
  }

  HttpResponse<String> post(String path, byte[] body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url(path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  long count(String query) {
    try {
      return json("/api/events/count" + query).get("count").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  long failedCount() {
    try {
      return json("/api/failed?limit=1").get("count").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** After whatever was done to the server: an event of an ordinary client is taken and stored. */
  void aGoodEventStillPasses(String source) throws Exception {
    String id = "good-" + System.nanoTime();
    String event =
        "{\"event_id\":\"%s\",\"event_type\":\"good\",\"event_timestamp\":\"%s\"}"
            .formatted(id, "2026-11-20T10:00:00Z");
    HttpResponse<String> answer = post("/collect/" + source, event);
    if (answer.statusCode() != 200) {
      throw new AssertionError("a good event got " + answer.statusCode() + answer.body());
    }
    until(
        Duration.ofSeconds(60),
        "the good event " + id + " to be stored",
        () -> getOrFail("/api/events/" + id).body().contains(event.substring(1, 40)));
  }

  private HttpResponse<String> getOrFail(String path) {
    try {
      return get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void untilCount(String query, long expected) {
    until(
        Duration.ofSeconds(60),
        "count" + query + " to be " + expected + " (is " + count(query) + ")",
        () -> count(query) == expected);
  }

  /** Ctrl-C: what a person does. Returns the exit code. */
  int interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not stop within 30 s:\n" + output());
    }
    return process.exitValue();
  }

  /** kill -9: what fate does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    if (!output.toFile().delete()) {
      output.toFile().deleteOnExit();
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static void until(Duration patience, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + patience.toSeconds() + " s for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50); // between two looks at the condition
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
