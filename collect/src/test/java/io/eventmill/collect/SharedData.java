package io.eventmill.collect;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Public test data beside the project. Where it is absent a test is skipped aloud; in CI it fails.
 */
final class SharedData {
  private SharedData() {}

  static Path find(String name) {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path found = dir.resolve("shared/data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
    }
    String missing = "../shared/data/" + name + " is not here";
    if ("true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    return abort("SKIPPED: " + missing);
  }
}
