package io.eventmill.jobs.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * @param dir checkpoints and scratch files; nothing is written elsewhere
 * @param webPort of Flink's web UI on localhost; 0 = any free one
 * @param slots how many tasks can run side by side: the sum of the jobs' parallelism
 * @param checkpointsRetained how many finished checkpoints of each job are kept
 * @param fileSystems how others than the local one are reached, as Flink calls the settings; they
 *     may hold secrets and are shown nowhere
 */
public record FlinkConfig(
    Path dir, int webPort, int slots, int checkpointsRetained, Map<String, String> fileSystems) {
  /** With the local file system alone. */
  public FlinkConfig(Path dir, int webPort, int slots, int checkpointsRetained) {
    this(dir, webPort, slots, checkpointsRetained, Map.of());
  }

  public FlinkConfig {
    Objects.requireNonNull(dir, "dir is null");
    fileSystems = Map.copyOf(fileSystems);
    if (slots < 1) {
      throw new IllegalArgumentException("slots is " + slots + ", the least is 1");
    }
    if (checkpointsRetained < 1) {
      throw new IllegalArgumentException(
          "checkpointsRetained is " + checkpointsRetained + ", the least is 1");
    }
  }
}
