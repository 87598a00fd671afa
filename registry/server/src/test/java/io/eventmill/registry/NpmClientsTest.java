package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The registry clients that others use, from npm. Skipped, with a word, where there is no Node or
 * npm cannot fetch them; in CI that is a failure.
 */
class NpmClientsTest {
  private static final Path FOLDER = Path.of("target", "npm-clients").toAbsolutePath();
  private static final List<String> FILES = List.of("package.json", "clients.mjs");

  @Test
  void clientsThatNobodyHereWroteRegisterEncodeAndDecode() throws Exception {
    require(run(Path.of("."), "node", "--version") == 0, "node is not installed");
    require(run(Path.of("."), "npm", "--version") == 0, "npm is not installed");
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      try (InputStream in = NpmClientsTest.class.getResourceAsStream("/npm-clients/" + file)) {
        Files.write(FOLDER.resolve(file), Objects.requireNonNull(in, file).readAllBytes());
      }
    }
    require(
        run(FOLDER, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts") == 0,
        "npm cannot install the clients; see " + FOLDER);

    try (LiveRegistry live = new LiveRegistry("npm")) {
      int exit = run(FOLDER, "node", "clients.mjs", live.url());

      assertThat(exit).as(output()).isZero();
      assertThat(output()).contains("both clients are content");
    }
  }

  private static void require(boolean there, String otherwise) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(otherwise).isTrue();
    }
    Assumptions.assumeTrue(there, otherwise + ": the npm clients were NOT tried");
  }

  private static int run(Path folder, String... command) throws Exception {
    Files.createDirectories(FOLDER);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("output.txt").toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException e) {
      return -1; // there is no such command
    }
  }

  private static String output() throws IOException {
    return Files.readString(FOLDER.resolve("output.txt"));
  }
}
