package io.eventmill.jobs.embedded;

import io.eventmill.jobs.embedded.JobState.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job over all its submissions. Begins from the newest checkpoint that can be read; when Flink
 * gives a submission up, submits again, after a checkpoint that could not be restored from the one
 * before. Not for sharing between threads but where said.
 */
final class SupervisedJob {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedJob.class);
  private static final Duration BACKOFF_MIN = Duration.ofSeconds(1);
  private static final Duration BACKOFF_MAX = Duration.ofMinutes(1);
  private static final long ANSWER_SECONDS_MAX = 10;

  private final String name;
  private final JobWiring wiring;
  private final CheckpointFolder checkpoints;
  private final Set<Path> refused = new HashSet<>();
  private volatile MiniCluster cluster;
  private volatile JobID run;
  private volatile Path restoredFrom;
  private volatile String problem;
  private boolean tidied;
  private Duration backoff = BACKOFF_MIN;
  private long retryNanos;

  SupervisedJob(String name, JobWiring wiring, CheckpointFolder checkpoints) {
    this.name = name;
    this.wiring = wiring;
    this.checkpoints = checkpoints;
  }

  String name() {
    return name;
  }

  void submit(MiniCluster to) {
    cluster = to;
    restoredFrom = newestReadable();
    JobGraph graph = graph();
    if (restoredFrom != null) {
      // A source that was taken out of the pipeline leaves state that nobody wants any more.
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              restoredFrom.toUri().toString(), true, RecoveryClaimMode.NO_CLAIM));
      LOG.info("Job {} goes on from {}", name, restoredFrom);
    } else {
      LOG.info("Job {} begins at the start of its topics", name);
    }
    run = answer(cluster.submitJob(graph)).getJobID();
    tidied = false;
  }

  /** Looks after the job; called every second or so by one thread. */
  void tend(long nowNanos) {
    if (retryNanos != 0) {
      if (nowNanos - retryNanos >= 0) {
        resubmit(nowNanos);
      }
      return;
    }
    JobStatus status = answer(cluster.getJobStatus(run));
    if (!tidied && checkpoints.hasFinished(run)) {
      tidied = true;
      refused.clear();
      backoff = BACKOFF_MIN;
      checkpoints.deleteRunsBefore(run);
    }
    if (status.isGloballyTerminalState()) {
      ended(status, nowNanos);
    }
  }

  /** Safe for threads. */
  JobState state() {
    JobID id = run;
    String from = restoredFrom == null ? null : restoredFrom.toString();
    if (id == null) {
      return new JobState(name, null, Status.FAILED, problem, from);
    }
    AccessExecutionGraph graph;
    try {
      graph = answer(cluster.getExecutionGraph(id));
    } catch (RuntimeException e) { // between two submissions, or on the way down
      return new JobState(name, id.toHexString(), Status.STOPPED, problem, from);
    }
    Status status = status(graph);
    ErrorInfo failure = graph.getFailureInfo();
    String why = status == Status.RUNNING || failure == null ? null : rootCause(failure);
    return new JobState(name, id.toHexString(), status, why, from);
  }

  /** Makes a last checkpoint where that is quick, then cancels; done when the job has ended. */
  CompletableFuture<Void> stop(Duration checkpointWithin) {
    JobID id = run;
    if (id == null) {
      return CompletableFuture.completedFuture(null);
    }
    return cluster
        .triggerCheckpoint(id)
        .orTimeout(checkpointWithin.toMillis(), TimeUnit.MILLISECONDS)
        .handle((path, noMatter) -> cluster.cancelJob(id))
        .thenCompose(canceled -> canceled)
        .thenCompose(canceled -> cluster.requestJobResult(id))
        .handle((result, noMatter) -> null);
  }

  private void ended(JobStatus status, long nowNanos) {
    problem = failure();
    LOG.error("Job {} has ended ({}): {}; it is submitted again", name, status, problem);
    if (restoredFrom != null && !checkpoints.hasFinished(run)) {
      refused.add(restoredFrom);
      LOG.error("Job {} did not get on from {}; the one before is tried", name, restoredFrom);
    }
    retry(nowNanos);
  }

  private void resubmit(long nowNanos) {
    try {
      retryNanos = 0;
      submit(cluster);
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
      LOG.error("Job {} cannot be submitted: {}", name, problem);
      retry(nowNanos);
    }
  }

  private void retry(long nowNanos) {
    retryNanos = nowNanos + backoff.toNanos();
    backoff = backoff.multipliedBy(2);
    backoff = backoff.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : backoff;
  }

  private JobGraph graph() {
    Configuration c = new Configuration();
    c.set(PipelineOptions.NAME, name);
    c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.dir().toUri().toString());
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(c);
    wiring.wire(env);
    return env.getStreamGraph().getJobGraph(getClass().getClassLoader(), new JobID());
  }

  private Path newestReadable() {
    List<Path> finished = checkpoints.finished();
    for (Path checkpoint : finished) {
      if (refused.contains(checkpoint)) {
        continue;
      }
      String damage = CheckpointFolder.damage(checkpoint);
      if (damage == null) {
        return checkpoint;
      }
      LOG.error(
          "Job {} cannot go on from {}: {}; the one before is tried", name, checkpoint, damage);
    }
    if (!finished.isEmpty()) {
      LOG.error(
          "Job {} cannot go on from any of its {} checkpoints; it begins at the start of its topics,"
              + " which repeats what it has written; readers drop the repeats by their origin",
          name,
          finished.size());
    }
    return null;
  }

  private String failure() {
    try {
      ErrorInfo failure = answer(cluster.getExecutionGraph(run)).getFailureInfo();
      return failure == null ? "no reason is known" : rootCause(failure);
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Status status(AccessExecutionGraph graph) {
    switch (graph.getState()) {
      case FAILED:
        return Status.FAILED;
      case CANCELLING:
      case CANCELED:
      case FINISHED:
      case SUSPENDED:
        return Status.STOPPED;
      default:
        break;
    }
    boolean all = true;
    for (var vertex : graph.getAllExecutionVertices()) {
      all &= vertex.getExecutionState() == ExecutionState.RUNNING;
    }
    if (all && graph.getState() == JobStatus.RUNNING) {
      return Status.RUNNING;
    }
    return graph.getFailureInfo() == null ? Status.STARTING : Status.RESTARTING;
  }

  private static String rootCause(ErrorInfo failure) {
    Throwable t = failure.getException().deserializeError(SupervisedJob.class.getClassLoader());
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return t.getMessage() == null ? t.toString() : t.getMessage();
  }

  private static <T> T answer(CompletableFuture<T> future) {
    try {
      return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Flink did not answer in " + ANSWER_SECONDS_MAX + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Flink", e);
    }
  }
}
