package io.eventmill.app.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./eventmill cluster} as users run it, every part a process of its own. */
final class ClusterUnderTest implements AutoCloseable {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path data;
  private final Path output;
  private final JsonNode cluster;

  private ClusterUnderTest(Process process, Path data, Path output, JsonNode cluster) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.cluster = cluster;
  }

  static ClusterUnderTest start(Path data, String... args) throws Exception {
    Path output = data.resolveSibling("cluster.out");
    List<String> command = new ArrayList<>(List.of(args));
    command.add(0, "cluster");
    command.addAll(List.of("--data", data.toString()));
    Process process = eventmill(output, command);
    Path ready = data.resolve("cluster.json");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(6);
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new AssertionError("no cluster:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    TimeUnit.MILLISECONDS.sleep(200); // it is small, and written at once
    return new ClusterUnderTest(process, data, output, JSON.readTree(ready.toFile()));
  }

  private static Process eventmill(Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("eventmill").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    builder.environment().put("EVENTMILL_JAVA_OPTS", "-Xmx256m");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /** Runs a verb to its end and gives what it printed. */
  String run(String... args) throws Exception {
    Path said = data.resolveSibling(args[0] + ".out");
    Process verb = eventmill(said, List.of(args));
    if (!verb.waitFor(5, TimeUnit.MINUTES) || verb.exitValue() != 0) {
      verb.destroy();
      throw new AssertionError(String.join(" ", args) + ":\n" + Files.readString(said));
    }
    return Files.readString(said);
  }

  String address(String part) {
    return cluster.path("addresses").path(part).asText();
  }

  /** kill -9 of one of its processes. */
  void kill(String part) {
    ProcessHandle.of(cluster.path("pids").path(part).asLong()).orElseThrow().destroyForcibly();
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    for (JsonNode pid : cluster.path("pids")) {
      ProcessHandle.of(pid.asLong()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
