package io.eventmill.testkit.opensearch;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real OpenSearch in a folder (or what {@link NodeKind} is told), on a port of its own and in a
 * process of its own, that can be stopped, killed and started again. It ends with the JVM that
 * started it.
 */
public final class OpenSearchUnderTest implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(120);

  /** A free port can be taken by another process while the node comes up. */
  private static final int TRIES_MAX = 3;

  private static OpenSearchUnderTest shared;

  private final Path folder;
  private final int port;
  private final List<String> settings;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private OpenSearchUnderTest(Path folder, List<String> settings) {
    this.folder = folder;
    this.settings = List.copyOf(settings);
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param settings of the node, as {@code name=value}
   */
  public static OpenSearchUnderTest start(Path folder, String... settings) {
    for (int tries = 1; ; tries++) {
      OpenSearchUnderTest node = new OpenSearchUnderTest(folder, List.of(settings));
      try {
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::kill));
        return node;
      } catch (PortTakenException e) {
        if (tries == TRIES_MAX) {
          throw e;
        }
        node.forgetOutput();
      }
    }
  }

  private void forgetOutput() {
    try {
      Files.delete(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class PortTakenException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    PortTakenException(String output) {
      super(output);
    }
  }

  /** One node for all tests of a JVM: starting one takes seconds. Its folder goes with it. */
  public static synchronized OpenSearchUnderTest shared() {
    if (shared == null) {
      try {
        shared = start(Files.createTempDirectory("eventmill-opensearch"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
    }
    return shared;
  }

  /** For a shell: starts an OpenSearch on {@code $PORT} with its data in {@code $DATA}. */
  public static String shellCommand() {
    int any = 65_535;
    return NodeKind.OPENSEARCH_2.command(Path.of("$DATA"), any).stream()
        .map(word -> '"' + word.replace(Integer.toString(any), "$PORT") + '"')
        .collect(Collectors.joining(" "));
  }

  /** Starts it on the data and the port it had. */
  public void start() {
    List<String> command = NodeKind.asked().command(folder.resolve("node"), port);
    command.addAll(settings);
    try {
      Files.createDirectories(folder);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        kill();
        String output = Files.readString(log());
        if (output.contains("Address already in use")) {
          throw new PortTakenException(output);
        }
        notHere("no OpenSearch can be started here; its output: " + output);
      }
      pause();
    }
  }

  private boolean answers() {
    try {
      return send("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s", null) == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static void notHere(String why) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(why);
    }
    System.err.println("SKIPPED: " + why);
    abort(why);
  }

  /** Sends JSON to the node and gives the status. */
  public int send(String method, String path, String json) {
    return ask(method, path, json).statusCode();
  }

  /** What the node answers. */
  public HttpResponse<String> ask(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public int port() {
    return port;
  }

  private Path log() {
    return folder.resolve("node.log");
  }

  /** Ends it in order. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** SIGKILL: nothing is closed, nothing flushed. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void remove() {
    kill();
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder + ": " + e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
