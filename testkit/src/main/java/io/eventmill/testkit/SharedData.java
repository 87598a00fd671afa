package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data beside the project, for those who have it: a test that needs it is skipped, and says
 * so, where it is absent; in CI it fails instead.
 */
public final class SharedData {
  private SharedData() {}

  /** The file or folder of this name under {@code ../shared/data}, seen from the project. */
  public static Path path(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("the project's root, above " + Path.of("").toAbsolutePath()).isNotNull();
    Path path = folder.resolveSibling("shared").resolve("data").resolve(name);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(path).exists();
    }
    assumeTrue(Files.exists(path), () -> path + " is not here; skipped");
    return path;
  }
}
