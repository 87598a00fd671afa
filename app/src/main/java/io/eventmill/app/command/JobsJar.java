package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar for Flink clusters that is built beside this program. */
final class JobsJar {
  private JobsJar() {}

  static Path built() {
    Path home = Path.of(System.getProperty("eventmill.home", "."));
    Path jar = home.resolve("process/cluster/target/eventmill-jobs.jar");
    if (!Files.isRegularFile(jar)) {
      throw new UseException(
          "there is no " + jar + "; build it with ./mvnw package, or give --jar");
    }
    return jar.toAbsolutePath();
  }
}
