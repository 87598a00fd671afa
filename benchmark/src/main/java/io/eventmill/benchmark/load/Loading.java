package io.eventmill.benchmark.load;

import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts what loads, as the launcher starts the product. */
final class Loading {
  private static final List<String> JVM =
      List.of(
          "-Xmx1g",
          "-XX:+UseSerialGC",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED");

  private Loading() {}

  /**
   * @param place of the store
   */
  static Part start(Path folder, Class<?> main, Freight freight, Object place) throws IOException {
    List<Object> args = new ArrayList<>(freight.arguments());
    args.add(place);
    return Part.start(
        "loader",
        folder,
        JavaProcess.command(JavaProcess.ours(), JVM, main.getName(), args.toArray()));
  }
}
