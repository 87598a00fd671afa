package io.eventmill.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the cluster, with an output file of its own. If we are killed, it goes on. */
record Child(String name, Process process, Path output) {
  private static final int STOP_SECONDS = 15;

  /** What it prints goes behind what one of the same name has printed. */
  static Child start(String name, List<String> command, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path output = folder.resolve(name + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new Child(name, process, output);
  }

  long pid() {
    return process.pid();
  }

  /**
   * @throws IllegalStateException when it has ended; with the end of its output
   */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      List<String> said = Files.readAllLines(output);
      throw new IllegalStateException(
          name
              + " has ended:\n  "
              + String.join("\n  ", said.subList(Math.max(0, said.size() - 5), said.size())));
    }
  }

  /** SIGKILL to it and to what it has started; returns when all of that is gone. */
  void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    all.forEach(one -> one.onExit().join());
  }

  /** Asks it to end, and makes it after a while. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
