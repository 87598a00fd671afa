package io.eventmill.app.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data beside the project. Skipped aloud where it is absent, but not in CI. */
final class SharedFile {
  private static final Path SHARED = RunningMill.ROOT.resolve("../shared/data").normalize();

  private SharedFile() {}

  static Path of(String name) {
    Path file = SHARED.resolve(name);
    if (!Files.exists(file)) {
      String message = "real data are not here: " + file;
      if (System.getenv("CI") != null) {
        throw new AssertionError(message);
      }
      System.err.println("SKIPPED: " + message);
      assumeTrue(false, message);
    }
    return file;
  }
}
