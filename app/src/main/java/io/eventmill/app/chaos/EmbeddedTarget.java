package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.Blow.Kind;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.local.JavaCommand;
import io.eventmill.app.local.Ports;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One process with everything in it, as {@code ./eventmill run} is. */
final class EmbeddedTarget implements Target {
  private static final int HEAP = 1024;
  private static final String SERVER = "server";
  private static final String WIRE = "network";

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final int port = Ports.lasting();
  private final int kafkaPort = Ports.lasting();
  private final Wire wire = new Wire(vertx, port);
  private final Answers answers = new Answers(() -> URI.create("http://localhost:" + port));
  private Process process;
  private boolean closed;

  /**
   * @param folder for its pipeline file, its data and its output
   */
  EmbeddedTarget(Path folder) {
    this.folder = folder;
  }

  @Override
  public String text() {
    return "embedded: broker, Flink, DuckDB and HTTP in one process";
  }

  @Override
  public synchronized void start() throws IOException {
    if (closed) {
      throw new IllegalStateException("it is over");
    }
    Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), CountedEvents.PIPELINE);
    List<String> arguments = new ArrayList<>(List.of("run", pipeline.toString()));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--port", Integer.toString(port)));
    arguments.addAll(List.of("--kafka-port", Integer.toString(kafkaPort), "--flink-port", "0"));
    arguments.addAll(CountedEvents.SETTINGS);
    process =
        new ProcessBuilder(JavaCommand.ofThisProgram().eventmill(HEAP, arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
            .start();
  }

  private Path output() {
    return folder.resolve("server.out");
  }

  @Override
  public List<Blows.Card> cards() {
    return List.of(
        new Blows.Card(Kind.KILL, SERVER, 3, 3_000),
        new Blows.Card(Kind.PAUSE, SERVER, 1, 6_000),
        new Blows.Card(Kind.CUT, WIRE, 1, 3_000),
        new Blows.Card(Kind.SLOW, WIRE, 1, 5_000));
  }

  @Override
  public int millisBetweenBlows() {
    return 6_000;
  }

  @Override
  public List<URI> doors() {
    return List.of(wire.url().resolve("/collect/" + Numbered.SOURCE));
  }

  @Override
  public Answers answers() {
    return answers;
  }

  @Override
  public void kill(String part) {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void restart(String part) throws IOException {
    start();
  }

  @Override
  public void signal(String part, String signal) throws IOException, InterruptedException {
    Signals.send(process.toHandle(), signal);
  }

  @Override
  public Wire wire(String part) {
    return wire;
  }

  @Override
  public String missing() throws InterruptedException, IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the server ended with "
              + process.exitValue()
              + " though nobody killed it; its output ends with:\n"
              + Outputs.end(output()));
    }
    return answers.ready() == null ? SERVER : null;
  }

  @Override
  public boolean isSpoolEmpty() throws InterruptedException {
    JsonNode health = answers.ready();
    return health != null && Spools.isEmpty(health);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    wire.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
