package io.eventmill.benchmark.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that a bench has started, with its output in a file. It ends when it is closed, first
 * asked, then made to; also when this JVM ends.
 */
public final class Part implements AutoCloseable {
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int LAST_WORDS = 1_500;

  private final String name;
  private final Process process;
  private final Path output;
  private final Thread atExit;

  private Part(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.atExit = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public static Part start(String name, Path folder, List<String> command) throws IOException {
    return start(name, folder, command, Map.of());
  }

  /**
   * @param folder where it works and where its output goes
   */
  public static Part start(
      String name, Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    return start(name, folder, folder.resolve(name + ".out"), command, environment);
  }

  static Part start(
      String name, Path folder, Path output, List<String> command, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder);
    Files.createDirectories(output.getParent());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return new Part(
        name, builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
  }

  public Process process() {
    return process;
  }

  public String output() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds; fails with the process's last words when that has ended. */
  public void await(String what, Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended before " + what + ": " + lastWords());
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s: waited %d s for %s; it said: %s"
                .formatted(name, patience.toSeconds(), what, lastWords()));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Waits for a line of its output and returns what stands behind the beginning of it. */
  public String awaitLine(String beginning, Duration patience) throws InterruptedException {
    await("'" + beginning + "'", patience, () -> line(beginning) != null);
    return line(beginning);
  }

  /** Waits until it has ended by itself. */
  public void awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "%s has not ended within %d s; it said: %s"
              .formatted(name, patience.toSeconds(), lastWords()));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with exit code %d: %s".formatted(name, process.exitValue(), lastWords()));
    }
  }

  private String line(String beginning) {
    String text = output();
    int end = text.lastIndexOf('\n'); // a line that is still being written says nothing yet
    return text.substring(0, Math.max(0, end))
        .lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()).strip())
        .findFirst()
        .orElse(null);
  }

  private String lastWords() {
    String text = output().strip();
    return text.substring(Math.max(0, text.length() - LAST_WORDS));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      process.waitFor();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // this JVM is on its way out
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
