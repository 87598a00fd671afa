package io.eventmill.jobs.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster of one in this process, with its web UI. Jobs are submitted and go on by
 * themselves: from their last checkpoint after a restart or a crash, again and again after a
 * failure. If the process dies, what was done since the last checkpoint is done again.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final Duration SAVEPOINT_MAX = Duration.ofMillis(3_000);
  private static final Duration CANCEL_MAX = Duration.ofMillis(800);
  private static final Duration SHUTDOWN_MAX = Duration.ofMillis(1_000);

  private final FlinkConfig config;
  private final MiniCluster cluster;
  private final URI webAddress;
  private final List<SupervisedJob> jobs = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService supervisor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "flink-supervisor");
            thread.setDaemon(true);
            return thread;
          });

  private EmbeddedFlink(FlinkConfig config, MiniCluster cluster, URI webAddress) {
    this.config = config;
    this.cluster = cluster;
    this.webAddress = webAddress;
  }

  /**
   * Starts the cluster and returns when its web UI answers. Needs nobody else, so that it can start
   * beside the others.
   *
   * @throws FlinkStartException when it cannot start, with what to do about it
   */
  public static EmbeddedFlink start(FlinkConfig config) {
    if (config.webPort() != 0) {
      requireFree(config.webPort());
    }
    Path scratch = config.dir().resolve("scratch");
    CheckpointFolder.deleteAll(scratch); // a run that was killed leaves its files
    try {
      Files.createDirectories(scratch);
      FileSystem.initialize(Configuration.fromMap(config.fileSystems()), null);
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(FlinkSettings.of(config, config.webPort(), scratch))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(config.slots())
                  .build());
      cluster.start();
      EmbeddedFlink flink = new EmbeddedFlink(config, cluster, cluster.getRestAddress().get());
      flink.supervisor.scheduleWithFixedDelay(flink::tend, 1, 1, TimeUnit.SECONDS);
      return flink;
    } catch (Exception e) {
      throw new FlinkStartException("Flink cannot start in " + config.dir() + ": " + deepest(e), e);
    }
  }

  /**
   * Submits a job, which then runs until {@link #close}; one that is not ready waits until it is.
   *
   * @param name names its checkpoints too: the same job must have the same name after a restart
   */
  public void submit(String name, JobWiring wiring) {
    var checkpoints = new CheckpointFolder(config.dir().resolve("checkpoints").resolve(name));
    SupervisedJob job = new SupervisedJob(name, wiring, checkpoints);
    job.start(cluster);
    jobs.add(job);
  }

  /**
   * Lets a job go on by rules that have changed: it is stopped at a point where all its results are
   * written, and submitted from there. One that waits is tried at once. Returns before it is done.
   */
  public void renew(String name) {
    jobs.stream().filter(job -> job.name().equals(name)).forEach(SupervisedJob::renew);
  }

  /**
   * Ends a job, with a savepoint where that is quick, and returns when it has ended. Its
   * checkpoints stay: submitted again under its name, it goes on from there.
   */
  public void withdraw(String name) {
    for (SupervisedJob job : jobs) {
      if (job.name().equals(name)) {
        jobs.remove(job);
        CompletableFuture<Void> ended =
            CompletableFuture.supplyAsync(() -> job.stop(SAVEPOINT_MAX), supervisor)
                .thenCompose(stopped -> stopped);
        await(ended, SAVEPOINT_MAX.plus(CANCEL_MAX));
      }
    }
  }

  public List<JobState> states() {
    return jobs.stream().map(SupervisedJob::state).toList();
  }

  /** What Flink tells of itself and of the jobs. */
  public FlinkNumbers numbers() {
    return FlinkNumbers.of(config.dir().resolve("scratch").toString());
  }

  public URI webAddress() {
    return webAddress;
  }

  /** Stops all jobs, each with a savepoint where that is quick, then the cluster. */
  @Override
  public void close() {
    supervisor.shutdownNow();
    var stopped = jobs.stream().map(job -> job.stop(SAVEPOINT_MAX)).toList();
    await(
        CompletableFuture.allOf(stopped.toArray(CompletableFuture[]::new)),
        SAVEPOINT_MAX.plus(CANCEL_MAX));
    await(cluster.closeAsync(), SHUTDOWN_MAX);
    CheckpointFolder.deleteAll(config.dir().resolve("scratch"));
  }

  private void tend() {
    for (SupervisedJob job : jobs) {
      try {
        job.tend(System.nanoTime());
      } catch (RuntimeException e) {
        LOG.warn("Cannot look after job {}: {}", job.name(), e.getMessage());
      }
    }
  }

  private static void await(CompletableFuture<?> end, Duration within) {
    try {
      end.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("Flink goes down without waiting any longer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("localhost", port));
    } catch (IOException e) {
      throw new FlinkStartException(
          ("port %d on localhost is taken, Flink's web page cannot listen there; stop what listens"
                  + " (ss -ltnp 'sport = :%d' names it), or choose another port with --flink-port"
                  + " (0 = any free one)")
              .formatted(port, port),
          e);
    }
  }

  private static String deepest(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return t.toString();
  }
}
