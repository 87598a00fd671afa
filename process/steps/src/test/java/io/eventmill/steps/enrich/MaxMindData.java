package io.eventmill.steps.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** MaxMind's test databases, which lie beside the project and are read in place. */
final class MaxMindData {
  private static final Path ROOT = Path.of("../../../shared/data/maxmind").toAbsolutePath();

  private MaxMindData() {}

  /** Where it is missing the test is skipped aloud, and in CI it fails. */
  static Path path(String name) {
    Path file = ROOT.resolve(name).normalize();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(file).as("CI has the shared test data").exists();
    }
    assumeTrue(Files.exists(file), () -> file + " is not here; skipped");
    return file;
  }
}
