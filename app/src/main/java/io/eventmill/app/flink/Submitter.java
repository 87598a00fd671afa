package io.eventmill.app.flink;

import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.cluster.ClusterJob;
import io.eventmill.jobs.cluster.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts jobs on a session cluster, and puts newer ones in the place of those that run: stopped
 * with a savepoint, where all that was read is written and nothing behind it, and started from
 * there. If it dies between the two, the job does not run; the savepoint has been told.
 */
public final class Submitter {
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private final FlinkCluster cluster;
  private final Path jar;
  private final int parallelism;
  private final String checkpoints;
  private final Consumer<String> says;

  /**
   * @param checkpoints folder for them; null: as the cluster is set
   * @param says told what was done, for people
   */
  public Submitter(
      FlinkCluster cluster, Path jar, int parallelism, String checkpoints, Consumer<String> says) {
    this.cluster = cluster;
    this.jar = jar;
    this.parallelism = parallelism;
    this.checkpoints = checkpoints;
    this.says = says;
  }

  /** Null: as the cluster is set. */
  public static String savepoints(String checkpoints) {
    return checkpoints == null ? null : checkpoints.replaceAll("/+$", "") + "/savepoints";
  }

  /**
   * @param from each {@code JOB=SAVEPOINT}
   */
  public static Map<String, String> savepointsByJob(List<String> from) {
    Map<String, String> byJob = new HashMap<>();
    for (String one : from) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new UseException("--from is '" + one + "'; write JOB=SAVEPOINT");
      }
      byJob.put(one.substring(0, equals), one.substring(equals + 1));
    }
    return byJob;
  }

  /**
   * @param upgrade whether jobs that run are to be replaced; otherwise one that runs is an error
   * @param from by job, a savepoint to begin with
   * @throws UseException before anything is changed
   * @throws ClusterException when a job does not run in the end; says how to go on
   */
  public void submit(List<JobSpec> jobs, boolean upgrade, Map<String, String> from)
      throws IOException {
    for (JobSpec job : jobs) {
      Optional<ClusterJobState> running = running(job.name());
      if (running.isPresent() && !upgrade) {
        throw new UseException(
            "job "
                + job.name()
                + " runs already ("
                + running.get().id()
                + "); --upgrade puts this one in its place");
      }
    }
    String uploaded = cluster.upload(jar);
    try {
      for (JobSpec job : jobs) {
        start(uploaded, job, from.get(job.name()));
      }
    } finally {
      cluster.deleteJar(uploaded);
    }
  }

  private void start(String uploaded, JobSpec job, String from) {
    Optional<ClusterJobState> running = running(job.name());
    String savepoint = from;
    if (running.isPresent()) {
      savepoint = cluster.stop(running.get().id(), savepoints(checkpoints));
      says.accept(job.name() + " stopped with savepoint " + savepoint);
    }
    String id;
    try {
      id = cluster.run(uploaded, ClusterJob.class.getName(), job.word(), parallelism, savepoint);
      awaitRunning(job.name(), id);
    } catch (ClusterException e) {
      throw savepoint == null
          ? e
          : new ClusterException(
              e.getMessage()
                  + "; its state is in "
                  + savepoint
                  + ": go on with --from "
                  + job.name()
                  + "="
                  + savepoint,
              e);
    }
    says.accept(
        job.name() + " runs (" + id + ")" + (savepoint == null ? "" : ", from " + savepoint));
  }

  private Optional<ClusterJobState> running(String name) {
    return cluster.jobs().stream().filter(j -> j.name().equals(name) && !j.isOver()).findFirst();
  }

  private void awaitRunning(String name, String id) {
    long end = System.nanoTime() + START_MAX.toNanos();
    String state = cluster.state(id);
    while (!state.equals("RUNNING")) {
      boolean over = new ClusterJobState(id, name, state).isOver();
      if (over || System.nanoTime() > end) {
        throw new ClusterException(
            "job " + name + " does not run (" + state + "): " + cluster.failure(id), null);
      }
      FlinkCluster.pause();
      state = cluster.state(id);
    }
  }
}
