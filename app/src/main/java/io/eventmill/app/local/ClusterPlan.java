package io.eventmill.app.local;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cluster on this machine is to be.
 *
 * @param data folder for all of it
 * @param opensearch address of one that runs; null: there is none
 * @param postgres JDBC address of one that runs; null: an installed one is started
 * @param slots of each TaskManager
 * @param settings further options for the roles and the jobs
 */
public record ClusterPlan(
    Path data,
    List<Path> pipelines,
    String opensearch,
    String postgres,
    int collectors,
    int loaders,
    int taskManagers,
    int slots,
    int parallelism,
    List<String> settings) {
  public ClusterPlan {
    pipelines = List.copyOf(pipelines);
    settings = List.copyOf(settings);
  }
}
