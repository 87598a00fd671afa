package io.eventmill.simulate.send;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data that is no part of the project: read where it lies, or the test says that it cannot.
 */
final class SharedData {
  private SharedData() {}

  static Path file(String name) {
    // the module's folder is the working directory; the data lies beside the project
    for (Path root = Path.of("").toAbsolutePath(); root != null; root = root.getParent()) {
      Path file = root.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    String missing = "../shared/data/" + name + " is not here";
    if ("true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    abort("skipped: " + missing);
    throw new AssertionError();
  }
}
