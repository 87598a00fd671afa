package io.eventmill.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The processes of a cluster on this machine, started in the order of what they need and stopped
 * the other way round. Each keeps its folder and its port, so that one that was killed can be
 * started again. To look at before there is a real one, and for tests. If this process is killed
 * the others go on; their ids were told.
 */
public final class LocalCluster implements AutoCloseable {
  private static final long START_NANOS = 240_000_000_000L;
  private static final int SUBMIT_HEAP = 192;

  private final ClusterPlan plan;
  private final Consumer<String> says;
  private final JavaCommand java = JavaCommand.ofThisProgram();
  private final Children children = new Children();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final List<String> roles = new ArrayList<>();
  private final BrokerProcesses brokers;
  private final FlinkProcesses flink;
  private int postgresPort;
  private long jobs;

  /**
   * Starts nothing yet.
   *
   * @param says told what was started, for people
   */
  public LocalCluster(ClusterPlan plan, Consumer<String> says) {
    this.plan = plan;
    this.says = says;
    this.brokers = new BrokerProcesses(java, plan.data());
    this.flink = new FlinkProcesses(java, plan.data().resolve("flink"), plan.slots());
  }

  /** Starts all and returns when every part answers; what was started goes on if it fails. */
  public void start() throws Exception {
    forgetOutput();
    for (int i = 1; i <= BrokerProcesses.COUNT; i++) {
      int number = i;
      started(BrokerProcesses.name(i), () -> brokers.start(number, output()));
    }
    started("zookeeper", () -> flink.zooKeeper(output()));
    started("jobmanager", () -> flink.jobManager(output()));
    for (int i = 1; i <= plan.taskManagers(); i++) {
      int number = i;
      started("taskmanager-" + i, () -> flink.taskManager(number, output()));
    }
    if (plan.opensearch() != null && plan.opensearch().isOurs()) {
      started(SearchPlace.NAME, () -> plan.opensearch().start(plan.data(), output()));
    }
    String postgres = postgres();
    until("Kafka", brokers::answer);
    until("Flink", () -> flink.answers(plan.taskManagers()));
    told("kafka", brokers.addresses());
    told("flink", flink.url());
    told("postgres", postgres);
    List<String> stores = new ArrayList<>(List.of("--search", "opensearch"));
    stores.addAll(List.of("--relational", "postgres"));
    stores.addAll(List.of("--set", "postgres.url=" + postgres));
    if (plan.postgres() == null) {
      stores.addAll(List.of("--set", "postgres.password_env=")); // ours asks for none
    }
    stores.addAll(plan.settings());
    if (plan.opensearch() != null) {
      told(SearchPlace.NAME, plan.opensearch().url());
      stores.addAll(List.of("--set", "opensearch.url=" + plan.opensearch().url()));
      until("OpenSearch", this::searchAnswers);
    }
    submit(stores);
    roles(stores);
    Files.writeString(plan.data().resolve("cluster.json"), json());
  }

  private void forgetOutput() throws IOException {
    Files.createDirectories(output());
    try (var old = Files.newDirectoryStream(output(), "*.out")) {
      for (Path file : old) {
        Files.delete(file);
      }
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
    postgresPort = Ports.lasting();
    Path data = plan.data().resolve("postgres");
    started("postgres", () -> InstalledPostgres.start(programs, data, postgresPort, output()));
    until("PostgreSQL", this::postgresAnswers);
    return InstalledPostgres.url(postgresPort);
  }

  private void submit(List<String> stores) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("submit"));
    plan.pipelines().forEach(p -> arguments.add(p.toString()));
    arguments.addAll(List.of("--kafka", brokers.addresses(), "--flink", flink.url()));
    arguments.addAll(List.of("--parallelism", Integer.toString(plan.parallelism())));
    arguments.addAll(List.of("--data", plan.data().resolve("submit").toString()));
    arguments.addAll(stores);
    Child submit = Child.start("submit", java.eventmill(SUBMIT_HEAP, arguments), output());
    try {
      if (submit.process().waitFor() != 0) {
        throw new IllegalStateException("submit: " + Files.readString(submit.output()));
      }
    } finally {
      submit.kill();
    }
    Files.readAllLines(submit.output()).forEach(says);
    jobs = flink.running();
  }

  private void roles(List<String> stores) throws Exception {
    if (plan.opensearch() == null) {
      says.accept(
          "No OpenSearch: give --opensearch URL. Events are taken in and processed, but neither"
              + " loaded nor found; load and query are not started.");
    }
    for (int i = 1; i <= plan.collectors(); i++) {
      role("collect-" + i, stores);
    }
    for (int i = 1; plan.opensearch() != null && i <= plan.loaders(); i++) {
      role("load-" + i, stores);
    }
    if (plan.opensearch() != null) {
      role("query-1", stores);
    }
    for (String name : roles) {
      until(name, () -> roleAnswers(name));
      told(name, RoleProcess.url(plan.data().resolve(name)));
    }
  }

  /**
   * @param name of the process: its role, and which of them it is
   */
  private void role(String name, List<String> stores) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(name.substring(0, name.indexOf('-'))));
    plan.pipelines().forEach(p -> arguments.add(p.toString()));
    arguments.addAll(List.of("--kafka", brokers.addresses()));
    arguments.addAll(stores);
    int port = Ports.lasting();
    Path data = plan.data().resolve(name);
    started(name, () -> RoleProcess.start(name, java, arguments, port, data, output()));
    roles.add(name);
  }

  private boolean searchAnswers() {
    return plan.opensearch() == null
        || !plan.opensearch().isOurs()
        || Ports.answers(plan.opensearch().port());
  }

  private boolean postgresAnswers() {
    return postgresPort == 0 || Ports.answers(postgresPort);
  }

  private boolean roleAnswers(String name) {
    return RoleProcess.isReady(plan.data().resolve(name));
  }

  private void until(String what, BooleanSupplier ready) throws Exception {
    long end = System.nanoTime() + START_NANOS;
    while (!ready.getAsBoolean()) {
      children.requireAlive();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " is not ready; see the files in " + output());
      }
      Thread.sleep(200);
    }
  }

  private void started(String name, Children.Start start) throws IOException {
    Child child = children.start(name, start);
    says.accept("  %-14s pid %d".formatted(name, child.pid()));
  }

  private void told(String name, String address) {
    if (address != null) {
      addresses.put(name, address);
    }
  }

  private Path output() {
    return plan.data().resolve("logs");
  }

  /** By name, where each part answers. */
  public Map<String, String> addresses() {
    return Map.copyOf(addresses);
  }

  /**
   * What does not do all of its work, the first of it; null: all do.
   *
   * @throws IllegalStateException when a process has ended and was not started again
   */
  public String missing() throws IOException {
    children.requireAlive();
    if (!brokers.answer()) {
      return "a broker";
    }
    if (!postgresAnswers()) {
      return "PostgreSQL";
    }
    if (!searchAnswers()) {
      return "OpenSearch";
    }
    for (String name : roles) {
      if (!roleAnswers(name)) {
        return name;
      }
    }
    if (!flink.answers(plan.taskManagers())) {
      return "the JobManager with its " + plan.taskManagers() + " TaskManagers";
    }
    return flink.running() == jobs ? null : "a job";
  }

  /** SIGKILL to a process and what it has started; returns when that is gone. */
  public void kill(String name) {
    children.named(name).kill();
  }

  /** Starts one that was killed, on the same folder and port; it answers a while later. */
  public void restart(String name) throws IOException {
    children.restart(name);
  }

  public ProcessHandle process(String name) {
    return children.named(name).process().toHandle();
  }

  private String json() {
    return "{\"addresses\":{%s},\"pids\":{%s}}%n"
        .formatted(
            addresses.entrySet().stream()
                .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(",")),
            children.all().stream()
                .map(c -> "\"%s\":%d".formatted(c.name(), c.pid()))
                .collect(Collectors.joining(",")));
  }

  /** SIGKILL to all of it. */
  public void kill() {
    children.kill();
  }

  /** One after the other, the last started first; a part that does not end is made to. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(plan.data().resolve("cluster.json"));
    children.stop();
  }
}
