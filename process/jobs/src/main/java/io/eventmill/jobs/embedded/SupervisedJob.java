package io.eventmill.jobs.embedded;

import io.eventmill.jobs.embedded.JobState.Status;
import java.net.URI;
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
import org.apache.flink.core.execution.SavepointFormatType;
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
  private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(5);
  private static final long ANSWER_SECONDS_MAX = 10;

  private final String name;
  private final JobWiring wiring;
  private final CheckpointFolder checkpoints;
  private final Set<Path> refused = new HashSet<>();
  private volatile MiniCluster cluster;
  private volatile JobID run;
  private volatile Path restoredFrom;
  private volatile String problem;
  private volatile boolean waiting;
  private volatile boolean renewalWanted;
  private volatile CompletableFuture<Path> renewal; // null: none under way
  private long renewAgainNanos;
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

  /** Submits; a job that is not ready begins later. */
  void start(MiniCluster to) {
    cluster = to;
    try {
      submit();
    } catch (NotReadyException e) {
      waits(e, System.nanoTime());
    }
  }

  /** Safe for threads. */
  void renew() {
    renewalWanted = true;
  }

  private void submit() {
    renewalWanted = false; // what is asked for from here on may come too late for this one
    Path from = newestReadable();
    Begun before = Begun.read(checkpoints.dir());
    boolean clean =
        before != null && from != null && CheckpointFolder.isCleanEndOf(before.run(), from);
    String rules = wiring.rules(before == null ? null : before.rules(), clean);
    JobGraph graph = graph(rules);
    restoredFrom = from;
    if (from != null) {
      // A source that was taken out of the pipeline leaves state that nobody wants any more.
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              from.toUri().toString(), true, RecoveryClaimMode.NO_CLAIM));
      LOG.info("Job {} goes on from {}", name, from);
    } else {
      LOG.info("Job {} begins at the start of its topics", name);
    }
    new Begun(graph.getJobID().toHexString(), rules).write(checkpoints.dir());
    run = answer(cluster.submitJob(graph)).getJobID();
    waiting = false;
    tidied = false;
  }

  /** Looks after the job; called every second or so by one thread. */
  void tend(long nowNanos) {
    if (retryNanos != 0) {
      if (nowNanos - retryNanos >= 0 || (waiting && renewalWanted)) {
        resubmit(nowNanos);
      }
      return;
    }
    if (renewal != null) {
      if (renewal.isDone()) {
        renewed(nowNanos);
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
    } else if (renewalWanted && nowNanos - renewAgainNanos >= 0) {
      LOG.info("Job {} is stopped to go on by newer rules", name);
      renewal = savepoint(run);
    }
  }

  private void renewed(long nowNanos) {
    CompletableFuture<Path> done = renewal;
    renewal = null;
    if (done.isCompletedExceptionally()) {
      LOG.warn("Job {} could not be stopped, it goes on and is tried again later", name);
      LOG.debug("Why not", done.handle((path, why) -> why).join());
      renewAgainNanos = nowNanos + RENEWAL_PAUSE.toNanos();
    } else {
      resubmit(nowNanos);
    }
  }

  /** Safe for threads. */
  JobState state() {
    JobID id = run;
    String from = restoredFrom == null ? null : restoredFrom.toString();
    if (id == null || waiting) {
      return new JobState(name, null, waiting ? Status.WAITING : Status.FAILED, problem, from);
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

  /**
   * Stops with a savepoint where that is quick: the next run then knows that nothing was written
   * behind it. Otherwise cancels. Done when the job has ended.
   */
  CompletableFuture<Void> stop(Duration savepointWithin) {
    JobID id = run;
    if (id == null || waiting) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Path> under = renewal;
    return (under == null ? savepoint(id) : under)
        .thenApply(path -> true)
        .completeOnTimeout(false, savepointWithin.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(noMatter -> false)
        .thenCompose(
            stopped ->
                stopped
                    ? CompletableFuture.completedFuture(null)
                    : cluster.cancelJob(id).thenCompose(c -> cluster.requestJobResult(id)))
        .handle((result, noMatter) -> null);
  }

  /** Stops the job; the savepoint counts as its clean end once all tasks are through. */
  private CompletableFuture<Path> savepoint(JobID id) {
    return cluster
        .stopWithSavepoint(id, checkpoints.savepointsOf(id), false, SavepointFormatType.NATIVE)
        .thenApply(
            location -> {
              Path path = Path.of(URI.create(location));
              CheckpointFolder.markClean(path);
              return path;
            });
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
      submit();
    } catch (NotReadyException e) {
      waits(e, nowNanos);
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
      LOG.error("Job {} cannot be submitted: {}", name, problem);
      retry(nowNanos);
    }
  }

  private void waits(NotReadyException why, long nowNanos) {
    if (!waiting || !why.getMessage().equals(problem)) {
      LOG.warn("Job {} waits: {}", name, why.getMessage());
    }
    problem = why.getMessage();
    waiting = true;
    retry(nowNanos);
  }

  private void retry(long nowNanos) {
    retryNanos = nowNanos + backoff.toNanos();
    backoff = backoff.multipliedBy(2);
    backoff = backoff.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : backoff;
  }

  private JobGraph graph(String rules) {
    Configuration c = new Configuration();
    c.set(PipelineOptions.NAME, name);
    c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.dir().toUri().toString());
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(c);
    wiring.wire(env, rules);
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
