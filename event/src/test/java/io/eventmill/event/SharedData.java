package io.eventmill.event;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Public test data that is not part of the project: the folder {@code shared/data} beside it or
 * above. Where it is absent a test says so and is skipped; with {@code CI=true} it fails.
 */
public final class SharedData {
  private SharedData() {}

  public static Path folder(String name) {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path found = dir.resolve("shared/data").resolve(name);
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    String message =
        "skipped: no folder shared/data/" + name + " above " + Path.of("").toAbsolutePath();
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    System.err.println(message);
    assumeTrue(false, message);
    throw new IllegalStateException("not reached");
  }
}
