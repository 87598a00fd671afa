package io.eventmill.jobs.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster of one in this process for one bounded job. Keeps nothing: what dies is begun
 * anew by whoever asked for it.
 */
public final class BatchFlink implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Path scratch;
  private final MiniCluster cluster;
  private volatile JobID run;

  private BatchFlink(Path scratch, MiniCluster cluster) {
    this.scratch = scratch;
    this.cluster = cluster;
  }

  /**
   * @param scratch a folder of its own for what is sorted, emptied before and after
   * @param slots tasks of one kind that run at once
   * @param sortBytes memory to sort in, for each slot
   * @param fileSystems as {@link FlinkConfig} has them
   */
  public static BatchFlink start(
      Path scratch, int slots, long sortBytes, Map<String, String> fileSystems) {
    CheckpointFolder.deleteAll(scratch);
    try {
      Files.createDirectories(scratch);
      FileSystem.initialize(Configuration.fromMap(fileSystems), null);
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(settings(scratch, slots, sortBytes))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .build());
      cluster.start();
      return new BatchFlink(scratch, cluster);
    } catch (Exception e) {
      throw new FlinkStartException("Flink cannot start in " + scratch + ": " + deepest(e), e);
    }
  }

  private static Configuration settings(Path scratch, int slots, long sortBytes) {
    Configuration c = FlinkSettings.of(new FlinkConfig(scratch, 0, slots, 1), 0, scratch);
    c.set(RestOptions.BIND_PORT, "0");
    c.set(CoreOptions.TMP_DIRS, scratch.resolve("io").toString());
    c.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, new MemorySize(sortBytes * slots));
    MemorySize network = MemorySize.ofMebiBytes(32 + 8L * slots);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    c.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(32 << 10));
    // What a batch has done so far travels with the heartbeat.
    c.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    return c;
  }

  /**
   * Runs a job to its end.
   *
   * @param sums hears now and then what the tasks have added up, by name
   * @return the same at the end
   * @throws BatchFailedException when it did not end well, with the first cause
   */
  public Map<String, Long> run(
      String name, Consumer<StreamExecutionEnvironment> wiring, Consumer<Map<String, Long>> sums)
      throws InterruptedException {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
    wiring.accept(env);
    var stream = env.getStreamGraph();
    stream.setJobName(name);
    JobGraph graph = stream.getJobGraph();
    try {
      run = cluster.submitJob(graph).get().getJobID();
      CompletableFuture<JobResult> end = cluster.requestJobResult(run);
      while (!isOver(end)) {
        sums.accept(soFar());
      }
      JobExecutionResult result = end.get().toJobExecutionResult(BatchFlink.class.getClassLoader());
      return longs(result.getAllAccumulatorResults());
    } catch (Exception e) {
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new BatchFailedException(deepest(e), e);
    }
  }

  private static boolean isOver(CompletableFuture<JobResult> end)
      throws InterruptedException, ExecutionException {
    try {
      end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private Map<String, Long> soFar() {
    try {
      Map<String, Long> sums = new HashMap<>();
      for (var sum : cluster.getExecutionGraph(run).get().getAccumulatorResultsStringified()) {
        sums.put(sum.getName(), Long.parseLong(sum.getValue()));
      }
      return sums;
    } catch (ExecutionException | NumberFormatException e) { // it has just ended
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private static Map<String, Long> longs(Map<String, Object> all) {
    Map<String, Long> sums = new HashMap<>();
    all.forEach((name, sum) -> sums.put(name, (Long) sum));
    return sums;
  }

  private static String deepest(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return t.toString();
  }

  /** Stops the job, if it still runs. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // it holds nothing that anybody would miss
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CheckpointFolder.deleteAll(scratch);
  }
}
