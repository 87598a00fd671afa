package io.eventmill.app.mill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code running.json} in the data folder: where the server that holds it answers. Written whole
 * when it is ready, gone when it has stopped, left behind by a crash (its pid tells).
 */
record RunningFile(Path path) {
  static RunningFile in(DataFolder data) {
    return new RunningFile(data.root().resolve("running.json"));
  }

  void write(Addresses at) throws IOException {
    String json =
        String.format(
            "{\"pid\":%d,\"url\":\"%s\",\"metrics\":\"%s\",\"kafka\":\"%s\",\"flink\":\"%s\"}%n",
            ProcessHandle.current().pid(), at.url(), at.metrics(), at.kafka(), at.flink());
    Path half = path.resolveSibling("running.json.new");
    Files.writeString(half, json);
    Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
  }
}
