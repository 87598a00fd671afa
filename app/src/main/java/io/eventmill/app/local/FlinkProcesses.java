package io.eventmill.app.local;

import io.eventmill.app.flink.ClusterException;
import io.eventmill.app.flink.ClusterJobState;
import io.eventmill.app.flink.FlinkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Flink session cluster from the libraries that this program carries: a JobManager, its
 * TaskManagers, and the ZooKeeper in which the JobManager keeps what it runs. Savepoints and
 * checkpoints lie in its folder. A TaskManager or the JobManager may die: jobs go on from their
 * last checkpoint on the other TaskManager, or when a JobManager runs again.
 */
final class FlinkProcesses {
  private static final int JOB_MANAGER_HEAP = 320;
  private static final int TASK_MANAGER_HEAP = 448;
  private static final int ZOOKEEPER_HEAP = 64;
  private static final String ZOOKEEPER =
      "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";
  private static final String MASTER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String WORKER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final JavaCommand java;
  private final Path folder;
  private final int restPort;
  private final int rpcPort;
  private final int blobPort;
  private final int zooKeeperPort;
  private final int slots;

  /**
   * @param slots of each worker: tasks that run side by side
   */
  FlinkProcesses(JavaCommand java, Path folder, int slots) {
    this.java = java;
    this.folder = folder;
    this.slots = slots;
    List<Integer> ports = Ports.lasting(4);
    this.restPort = ports.get(0);
    this.rpcPort = ports.get(1);
    this.blobPort = ports.get(2);
    this.zooKeeperPort = ports.get(3);
  }

  String url() {
    return "http://localhost:" + restPort;
  }

  String checkpoints() {
    return folder.resolve("checkpoints").toUri().toString().replaceAll("/+$", "");
  }

  Child zooKeeper(Path output) throws IOException {
    Path own = Files.createDirectories(folder.resolve("zookeeper"));
    Path conf =
        Files.write(
            own.resolve("zoo.cfg"),
            List.of(
                "tickTime=2000",
                "initLimit=10",
                "syncLimit=5",
                "dataDir=" + own.resolve("data"),
                "clientPort=" + zooKeeperPort,
                "clientPortAddress=127.0.0.1",
                "admin.enableServer=false"));
    return Child.start(
        "zookeeper",
        java.flink(
            ZOOKEEPER_HEAP, ZOOKEEPER, List.of("--zkConfigFile", conf.toString(), "--peerId", "1")),
        output);
  }

  Child jobManager(Path output) throws IOException {
    Path conf = configured("jobmanager");
    return Child.start(
        "jobmanager",
        java.flink(
            JOB_MANAGER_HEAP,
            MASTER,
            List.of("--configDir", conf.toString(), "--executionMode", "cluster")),
        output);
  }

  Child taskManager(int number, Path output) throws IOException {
    String name = "taskmanager-" + number;
    Path conf = configured(name);
    return Child.start(
        name,
        java.flink(TASK_MANAGER_HEAP, WORKER, List.of("--configDir", conf.toString())),
        output);
  }

  /** True when it has so many workers, none of them one that died. */
  boolean answers(int taskManagers) {
    try {
      return new FlinkCluster(url()).taskManagers() == taskManagers;
    } catch (ClusterException e) {
      return false;
    }
  }

  /** How many jobs run, with all of their tasks; -1: one does not, or nobody answers. */
  long running() {
    try {
      FlinkCluster cluster = new FlinkCluster(url());
      List<ClusterJobState> jobs = cluster.jobs().stream().filter(j -> !j.isOver()).toList();
      boolean all = jobs.stream().allMatch(j -> cluster.state(j.id()).equals("RUNNING"));
      return all ? jobs.size() : -1;
    } catch (ClusterException e) {
      return -1;
    }
  }

  private Path configured(String process) throws IOException {
    Path own = folder.resolve(process);
    Files.createDirectories(own.resolve("tmp"));
    Files.createDirectories(folder.resolve("checkpoints"));
    Files.write(own.resolve("config.yaml"), settings(own));
    return own;
  }

  /** Without Flink's scripts each part of a worker's memory has to be said. */
  private List<String> settings(Path own) {
    List<String> all = new ArrayList<>();
    all.add("jobmanager.rpc.address: localhost");
    all.add("jobmanager.rpc.port: " + rpcPort);
    all.add("jobmanager.bind-host: localhost"); // whoever reaches it may run code here
    all.add("jobmanager.memory.process.size: 768m");
    all.add("rest.address: localhost");
    all.add("rest.bind-address: localhost");
    all.add("rest.port: " + restPort);
    all.add("blob.server.port: " + blobPort);
    all.add("taskmanager.host: localhost");
    all.add("taskmanager.bind-host: localhost");
    all.add("taskmanager.numberOfTaskSlots: " + slots);
    all.add("taskmanager.cpu.cores: " + slots + ".0");
    all.add("taskmanager.memory.task.heap.size: 320m");
    all.add("taskmanager.memory.task.off-heap.size: 16m");
    all.add("taskmanager.memory.managed.size: 1m");
    all.add("taskmanager.memory.network.min: 48m");
    all.add("taskmanager.memory.network.max: 48m");
    all.add("taskmanager.memory.segment-size: 8kb");
    all.add("taskmanager.memory.framework.heap.size: 128m");
    all.add("taskmanager.memory.framework.off-heap.size: 128m");
    all.add("taskmanager.memory.jvm-metaspace.size: 256m");
    all.add("taskmanager.memory.jvm-overhead.min: 128m");
    all.add("taskmanager.memory.jvm-overhead.max: 128m");
    all.add("heartbeat.interval: 2000");
    all.add("heartbeat.timeout: 20000");
    all.add("classloader.check-leaked-classloader: false");
    all.add("high-availability.type: zookeeper");
    all.add("high-availability.zookeeper.quorum: localhost:" + zooKeeperPort);
    all.add("high-availability.zookeeper.client.session-timeout: 10 s");
    all.add("high-availability.zookeeper.client.tolerate-suspended-connections: true");
    all.add("high-availability.jobmanager.port: " + rpcPort);
    all.add("high-availability.storageDir: " + folder.resolve("ha").toUri());
    all.add("high-availability.cluster-id: /eventmill");
    all.add("io.tmp.dirs: " + own.resolve("tmp"));
    all.add("web.upload.dir: " + own.resolve("upload"));
    all.add("execution.checkpointing.dir: " + checkpoints());
    all.add("execution.checkpointing.savepoint-dir: " + checkpoints() + "/savepoints");
    return all;
  }
}
