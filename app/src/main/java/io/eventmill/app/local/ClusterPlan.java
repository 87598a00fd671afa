package io.eventmill.app.local;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cluster on this machine is to be.
 *
 * @param data folder for all of it
 * @param opensearch where events go; null: nowhere
 * @param postgres JDBC address of one that runs; null: an installed one is started
 * @param slots of each TaskManager
 * @param settings further options for the roles and the jobs
 */
public record ClusterPlan(
    Path data,
    List<Path> pipelines,
    SearchPlace opensearch,
    String postgres,
    int collectors,
    int loaders,
    int taskManagers,
    int slots,
    int parallelism,
    List<String> settings) {
  /** Of each TaskManager: room for jobs that are submitted anew with more workers. */
  private static final int SLOTS_MIN = 8;

  /** A pipeline has events, counts, attribution and archive. */
  private static final int JOBS_MAX = 4;

  public ClusterPlan {
    pipelines = List.copyOf(pipelines);
    settings = List.copyOf(settings);
  }

  /** Slots of each TaskManager, so that all jobs find room. */
  public static int slots(int pipelines, int parallelism, int taskManagers) {
    return Math.max(SLOTS_MIN, pipelines * JOBS_MAX * parallelism / taskManagers + 1);
  }
}
