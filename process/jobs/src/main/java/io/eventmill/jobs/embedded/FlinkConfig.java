package io.eventmill.jobs.embedded;

import java.nio.file.Path;
import java.util.Objects;

/**
 * @param dir checkpoints and scratch files; nothing is written elsewhere
 * @param webPort of Flink's web UI on localhost; 0 = any free one
 * @param slots how many tasks can run side by side: the sum of the jobs' parallelism
 * @param checkpointsRetained how many finished checkpoints of each job are kept
 */
public record FlinkConfig(Path dir, int webPort, int slots, int checkpointsRetained) {
  public FlinkConfig {
    Objects.requireNonNull(dir, "dir is null");
    if (slots < 1) {
      throw new IllegalArgumentException("slots is " + slots + ", the least is 1");
    }
    if (checkpointsRetained < 1) {
      throw new IllegalArgumentException(
          "checkpointsRetained is " + checkpointsRetained + ", the least is 1");
    }
  }
}
