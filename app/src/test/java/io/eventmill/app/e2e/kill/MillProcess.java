package io.eventmill.app.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.e2e.FastStart;
import io.eventmill.app.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The whole mill in a process of its own, run through the launcher again and again on one folder
 * and one port, so that clients find it again after its death.
 */
final class MillProcess implements Victim, AutoCloseable {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final Path output;
  private final List<String> arguments;
  private final int port;
  private final int kafkaPort;
  private final Map<String, String> environment;
  private Process process;
  private long startedNanos;

  /**
   * @param folder where its pipeline file is put, and its data
   * @param environment added to that of the test
   */
  MillProcess(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    FastStart.prepare();
    Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), Numbered.PIPELINE);
    this.data = folder.resolve("data");
    this.output = Files.createTempFile("eventmill", ".out");
    this.arguments = new ArrayList<>(List.of(pipeline.toString()));
    this.arguments.addAll(List.of("--set", "query.csv_rows_max=2000000000"));
    this.arguments.addAll(List.of("--set", "query.timeout=5m"));
    this.arguments.addAll(List.of(arguments));
    this.environment = environment;
    this.port = Ports.lasting();
    this.kafkaPort = Ports.lasting();
  }

  @Override
  public String name() {
    return "mill";
  }

  @Override
  public void start(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("eventmill").toString(), "run"));
    command.addAll(arguments);
    command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of("--kafka-port", Integer.toString(kafkaPort), "--flink-port", "0"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    builder.environment().putAll(environment);
    startedNanos = System.nanoTime();
    process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  @Override
  public Duration untilReady() {
    untilTrue("the server to be ready", () -> ready() != null && ready().code() == 200);
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Waits for a condition, as long as the process lives. */
  void untilTrue(String what, BooleanSupplier condition) {
    Await.until(
        PATIENCE,
        what,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                "the server ended with " + process.exitValue() + ":\n" + output());
          }
          return condition.getAsBoolean();
        });
  }

  @Override
  public boolean isSpooling() {
    Health health = ready();
    return health != null && health.says("spool").startsWith("SPOOLING");
  }

  /** What {@code /health/ready} answers. */
  record Health(int code, JsonNode body) {
    String says(String part) {
      return body.path("parts").path(part).path("says").asText();
    }
  }

  /** Null while nobody listens. */
  Health ready() {
    try {
      HttpResponse<String> answer = get("/health/ready");
      return new Health(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      return null;
    }
  }

  int kafkaPort() {
    return kafkaPort;
  }

  Path data() {
    return data;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrapServers() {
    return "localhost:" + kafkaPort;
  }

  URI url(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      return http.send(request, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted");
    }
  }

  @Override
  public void askToStop() throws Exception {
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public int untilStopped() throws Exception {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not stop within 120 s:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
    if (!output.toFile().delete()) {
      output.toFile().deleteOnExit();
    }
  }
}
