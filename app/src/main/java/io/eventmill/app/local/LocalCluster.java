package io.eventmill.app.local;

import io.eventmill.app.flink.ClusterException;
import io.eventmill.app.flink.FlinkCluster;
import io.eventmill.topics.broker.ClusterBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The processes of a cluster on this machine, started in the order of what they need and stopped
 * the other way round. To look at before there is a real one, and for tests. If this process is
 * killed the others go on; their ids were told.
 */
public final class LocalCluster implements AutoCloseable {
  private static final long START_NANOS = 240_000_000_000L;
  private static final int BROKERS = 3;
  private static final int BROKER_HEAP = 256;
  private static final int SUBMIT_HEAP = 192;

  private final ClusterPlan plan;
  private final Consumer<String> says;
  private final JavaCommand java = JavaCommand.ofThisProgram();
  private final Deque<Child> children = new ArrayDeque<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final FlinkProcesses flink;
  private List<Integer> brokerPorts = List.of();

  private LocalCluster(ClusterPlan plan, Consumer<String> says) {
    this.plan = plan;
    this.says = says;
    this.flink = new FlinkProcesses(java, plan.data().resolve("flink"), plan.slots());
  }

  /**
   * Starts all and returns when every part answers.
   *
   * @param says told what was started, for people
   */
  public static LocalCluster start(ClusterPlan plan, Consumer<String> says) throws Exception {
    LocalCluster cluster = new LocalCluster(plan, says);
    try {
      cluster.start();
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  private void start() throws Exception {
    brokers();
    started(flink.jobManager(output()));
    for (int i = 1; i <= plan.taskManagers(); i++) {
      started(flink.taskManager(i, output()));
    }
    String postgres = postgres();
    until("Kafka", this::kafkaAnswers);
    until("Flink", this::flinkAnswers);
    told("kafka", brokerAddresses());
    told("flink", flink.url());
    told("postgres", postgres);
    told("opensearch", plan.opensearch());
    List<String> stores = new ArrayList<>(List.of("--search", "opensearch"));
    stores.addAll(List.of("--relational", "postgres"));
    stores.addAll(List.of("--set", "postgres.url=" + postgres));
    if (plan.postgres() == null) {
      stores.addAll(List.of("--set", "postgres.password_env=")); // ours asks for none
    }
    stores.addAll(plan.settings());
    if (plan.opensearch() != null) {
      stores.addAll(List.of("--set", "opensearch.url=" + plan.opensearch()));
    }
    submit(stores);
    roles(stores);
    Files.writeString(plan.data().resolve("cluster.json"), json());
  }

  private void brokers() throws IOException {
    List<Integer> ports = Ports.free(2 * BROKERS);
    brokerPorts = ports.subList(0, BROKERS);
    Path id = plan.data().resolve("kafka.id");
    if (!Files.exists(id)) {
      Files.createDirectories(plan.data());
      Files.writeString(id, ClusterBroker.newClusterId());
    }
    for (int number = 1; number <= BROKERS; number++) {
      String name = "broker-" + number;
      List<String> arguments =
          List.of(
              "cluster-broker",
              plan.data().resolve(name).toString(),
              Integer.toString(number),
              Files.readString(id),
              joined(brokerPorts),
              joined(ports.subList(BROKERS, 2 * BROKERS)));
      started(Child.start(name, java.eventmill(BROKER_HEAP, arguments), output()));
    }
  }

  /** Null where there is none. */
  private String postgres() throws Exception {
    if (plan.postgres() != null) {
      return plan.postgres();
    }
    Path programs = InstalledPostgres.programs();
    if (programs == null) {
      return null;
    }
    int port = Ports.free(1).get(0);
    started(InstalledPostgres.start(programs, plan.data().resolve("postgres"), port, output()));
    until("PostgreSQL", () -> Ports.answers(port));
    return InstalledPostgres.url(port);
  }

  private void submit(List<String> stores) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("submit"));
    plan.pipelines().forEach(p -> arguments.add(p.toString()));
    arguments.addAll(List.of("--kafka", brokerAddresses(), "--flink", flink.url()));
    arguments.addAll(List.of("--parallelism", Integer.toString(plan.parallelism())));
    arguments.addAll(List.of("--data", plan.data().resolve("submit").toString()));
    arguments.addAll(stores);
    Child submit = Child.start("submit", java.eventmill(SUBMIT_HEAP, arguments), output());
    if (submit.process().waitFor() != 0) {
      throw new IllegalStateException("submit: " + Files.readString(submit.output()));
    }
    Files.readAllLines(submit.output()).forEach(says);
  }

  private void roles(List<String> stores) throws Exception {
    if (plan.opensearch() == null) {
      says.accept(
          "No OpenSearch: give --opensearch URL. Events are taken in and processed, but neither"
              + " loaded nor found; load and query are not started.");
    }
    List<String> started = new ArrayList<>();
    for (int i = 1; i <= plan.collectors(); i++) {
      started.add(role("collect-" + i, stores));
    }
    for (int i = 1; plan.opensearch() != null && i <= plan.loaders(); i++) {
      started.add(role("load-" + i, stores));
    }
    if (plan.opensearch() != null) {
      started.add(role("query-1", stores));
    }
    for (String name : started) {
      until(name, () -> RoleProcess.isReady(plan.data().resolve(name)));
      told(name, RoleProcess.url(plan.data().resolve(name)));
    }
  }

  /**
   * @param name of the process: its role, and which of them it is
   */
  private String role(String name, List<String> stores) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(name.substring(0, name.indexOf('-'))));
    plan.pipelines().forEach(p -> arguments.add(p.toString()));
    arguments.addAll(List.of("--kafka", brokerAddresses()));
    arguments.addAll(stores);
    started(RoleProcess.start(name, java, arguments, plan.data().resolve(name), output()));
    return name;
  }

  private boolean kafkaAnswers() {
    return brokerPorts.stream().allMatch(Ports::answers);
  }

  private boolean flinkAnswers() {
    try {
      return new FlinkCluster(flink.url()).taskManagers() >= plan.taskManagers();
    } catch (ClusterException e) {
      return false;
    }
  }

  private void until(String what, BooleanSupplier ready) throws Exception {
    long end = System.nanoTime() + START_NANOS;
    while (!ready.getAsBoolean()) {
      for (Child child : children) {
        child.requireAlive();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " is not ready; see the files in " + output());
      }
      Thread.sleep(200);
    }
  }

  private void started(Child child) {
    children.push(child);
    says.accept("  %-14s pid %d".formatted(child.name(), child.pid()));
  }

  private void told(String name, String address) {
    if (address != null) {
      addresses.put(name, address);
    }
  }

  private Path output() {
    return plan.data().resolve("logs");
  }

  private String brokerAddresses() {
    return brokerPorts.stream().map(p -> "localhost:" + p).collect(Collectors.joining(","));
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** By name, where each part answers. */
  public Map<String, String> addresses() {
    return Map.copyOf(addresses);
  }

  private String json() {
    String at =
        addresses.entrySet().stream()
            .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(","));
    String pids =
        children.stream()
            .map(c -> "\"%s\":%d".formatted(c.name(), c.pid()))
            .collect(Collectors.joining(","));
    return "{\"addresses\":{%s},\"pids\":{%s}}%n".formatted(at, pids);
  }

  /** One after the other, the last started first; a part that does not end is made to. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(plan.data().resolve("cluster.json"));
    while (!children.isEmpty()) {
      children.pop().stop();
    }
  }
}
