package io.eventmill.jobs.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's settings for one small cluster in this process. */
final class FlinkSettings {
  private static final String HOST = "localhost";

  private FlinkSettings() {}

  static Configuration of(FlinkConfig config, int webPort, Path scratch) {
    Configuration c = new Configuration();
    web(c, webPort, scratch);
    folders(c, scratch);
    memory(c, config.slots());
    c.set(TaskManagerOptions.NUM_TASK_SLOTS, config.slots());
    c.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, config.checkpointsRetained());
    // A laptop that sleeps, or a long pause, is no dead worker: there is only this process.
    c.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
    c.setString("metrics.reporter.mill.factory.class", FlinkNumbersFactory.class.getName());
    c.setString("metrics.reporter.mill." + FlinkNumbers.OF, scratch.toString());
    return c;
  }

  private static void web(Configuration c, int port, Path scratch) {
    c.set(RestOptions.ADDRESS, HOST);
    c.set(RestOptions.BIND_ADDRESS, HOST);
    c.set(RestOptions.PORT, port);
    c.set(RestOptions.BIND_PORT, Integer.toString(port));
    c.set(RestOptions.SERVER_NUM_THREADS, 2);
    c.set(JobManagerOptions.ADDRESS, HOST);
    c.set(JobManagerOptions.BIND_HOST, HOST);
    c.set(TaskManagerOptions.HOST, HOST);
    c.set(TaskManagerOptions.BIND_HOST, HOST);
    // The page is for looking: nobody may run code of their own or stop a job there.
    c.set(WebOptions.SUBMIT_ENABLE, false);
    c.set(WebOptions.CANCEL_ENABLE, false);
    c.set(WebOptions.RESCALE_ENABLE, false);
    c.set(WebOptions.TMP_DIR, scratch.resolve("web").toString());
  }

  private static void folders(Configuration c, Path scratch) {
    c.set(CoreOptions.TMP_DIRS, scratch.resolve("io").toString());
    c.set(BlobServerOptions.STORAGE_DIRECTORY, scratch.resolve("blobs").toString());
    c.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, scratch.resolve("work").toString());
    // Kafka's threads outlive a task by a moment; no need to warn of it.
    c.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
  }

  /**
   * The state is on the heap, and little goes over Flink's network: in small pieces, since each
   * shuffle wants a number of them for every two tasks, whatever their size.
   */
  private static void memory(Configuration c, int slots) {
    MemorySize network = MemorySize.ofMebiBytes(16 + slots);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    c.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(8 << 10));
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
  }
}
