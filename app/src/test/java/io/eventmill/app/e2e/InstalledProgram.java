package io.eventmill.app.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine that a test needs beside the server. Where it is not installed the test
 * is skipped aloud; in CI, which installs it, the test fails.
 */
final class InstalledProgram implements AutoCloseable {
  private final Process process;

  private InstalledProgram(Process process) {
    this.process = process;
  }

  /**
   * @param names of the program, the first that is installed is it
   * @param aptPackage what to install for it on Debian
   */
  static String installed(String aptPackage, String... names) throws Exception {
    for (String name : names) {
      if (Cli.shell("command -v " + name).exit() == 0) {
        return name;
      }
    }
    String missing = names[0] + " is not installed: apt-get install " + aptPackage;
    if (System.getenv("CI") != null) {
      throw new AssertionError(missing);
    }
    System.err.println("SKIPPED: " + missing);
    return abort(missing);
  }

  static InstalledProgram start(Path output, List<String> command) throws IOException {
    return new InstalledProgram(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start());
  }

  /** A port and the one above it, both free a moment ago. */
  static int freePort() throws IOException {
    while (true) {
      try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = one.getLocalPort();
        try (ServerSocket next = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
          return next.getLocalPort() - 1;
        } catch (IOException e) {
          continue; // the next one is taken
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
