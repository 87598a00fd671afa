package io.eventmill.app.e2e.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./eventmill run}, with everything in it. */
record OneProcess(Process process, String url) implements AutoCloseable {
  static OneProcess start(Path data, Path pipeline) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ClusterUnderTest.ROOT.resolve("eventmill").toString(),
                    "run",
                    pipeline.toString(),
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--kafka-port",
                    "0",
                    "--flink-port",
                    "0",
                    "--set",
                    "process.attribution_grace=20m"))
            .directory(ClusterUnderTest.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never");
    Path output = data.resolveSibling("one.out");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    Path running = data.resolve("running.json");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!Files.exists(running)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new AssertionError("no server:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return new OneProcess(
        process, new ObjectMapper().readTree(running.toFile()).path("url").asText());
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
