package io.eventmill.steps.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Test data that lies beside the project and is read in place. */
final class SharedData {
  private static final Path ROOT = Path.of("../../../shared/data");

  private SharedData() {}

  /** The folder; where it is missing the test is skipped aloud, and in CI it fails. */
  static Path folder(String name) {
    Path folder = ROOT.resolve(name);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(folder).as("CI has the shared test data").isDirectory();
    }
    assumeTrue(Files.isDirectory(folder), () -> folder + " is not here; skipped");
    return folder;
  }
}
