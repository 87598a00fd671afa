package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.Blow.Kind;
import io.eventmill.app.chaos.Blows.Card;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.local.ClusterPlan;
import io.eventmill.app.local.LocalCluster;
import io.eventmill.app.local.SearchPlace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Each part a process of its own, as {@code ./eventmill cluster} is; all of them may be struck. */
final class ClusterTarget implements Target {
  private static final int PARALLELISM = 2;
  private static final int TASK_MANAGERS = 2;
  private static final List<String> COLLECTORS = List.of("collect-1", "collect-2");
  private static final String BEFORE_STORE = "network before opensearch";
  private static final String BEFORE = "network before ";

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Wire> wires = new LinkedHashMap<>();
  private final Map<String, Answers> collectors = new LinkedHashMap<>();
  private final Answers answers;
  private final LocalCluster cluster;
  private final Path pipeline;
  private boolean closed;

  /**
   * @param folder for all that the processes write
   * @param opensearch a command that starts one, see {@link SearchPlace}
   */
  ClusterTarget(Path folder, String opensearch, Consumer<String> says) {
    this.pipeline = folder.resolve("pipeline.yaml");
    SearchPlace search = SearchPlace.started(opensearch);
    Wire wire = new Wire(vertx, search.port());
    wires.put(BEFORE_STORE, wire);
    List<String> settings = new ArrayList<>(CountedEvents.SETTINGS);
    settings.addAll(List.of("--set", "audit.every=1s"));
    this.cluster =
        new LocalCluster(
            new ClusterPlan(
                folder.resolve("data"),
                List.of(pipeline),
                search.reachedBy(wire.url().toString()),
                null,
                COLLECTORS.size(),
                2,
                TASK_MANAGERS,
                ClusterPlan.slots(1, PARALLELISM, TASK_MANAGERS),
                PARALLELISM,
                settings),
            says);
    this.answers = new Answers(() -> address("query-1"));
  }

  private URI address(String name) {
    return URI.create(cluster.addresses().get(name));
  }

  @Override
  public String text() {
    return "cluster: 3 brokers, ZooKeeper, JobManager, 2 TaskManagers, OpenSearch, PostgreSQL,"
        + " 2 collectors, 2 loaders, query, each a process of its own";
  }

  @Override
  public void start() throws Exception {
    Files.writeString(pipeline, CountedEvents.PIPELINE);
    cluster.start();
    for (String name : COLLECTORS) {
      URI door = address(name);
      wires.put(BEFORE + name, new Wire(vertx, door.getPort()));
      collectors.put(name, new Answers(() -> door));
    }
  }

  @Override
  public List<Card> cards() {
    return List.of(
        new Card(Kind.KILL, "collect-1", 1, 3_000),
        new Card(Kind.KILL, "collect-2", 1, 3_000),
        new Card(Kind.KILL, "broker-1", 1, 6_000),
        new Card(Kind.KILL, "broker-2", 1, 6_000),
        new Card(Kind.KILL, "broker-3", 1, 6_000),
        new Card(Kind.KILL, "taskmanager-1", 1, 3_000),
        new Card(Kind.KILL, "taskmanager-2", 1, 3_000),
        new Card(Kind.KILL, "jobmanager", 1, 3_000),
        new Card(Kind.KILL, "load-1", 1, 12_000),
        new Card(Kind.KILL, "load-2", 1, 12_000),
        new Card(Kind.KILL, "postgres", 1, 6_000),
        new Card(Kind.KILL, "opensearch", 1, 6_000),
        new Card(Kind.PAUSE, "collect-1", 1, 6_000),
        new Card(Kind.PAUSE, "broker-2", 1, 12_000),
        new Card(Kind.PAUSE, "taskmanager-1", 1, 12_000),
        new Card(Kind.PAUSE, "load-1", 1, 15_000),
        new Card(Kind.CUT, BEFORE + "collect-1", 1, 3_000),
        new Card(Kind.SLOW, BEFORE + "collect-2", 1, 5_000),
        new Card(Kind.CUT, BEFORE_STORE, 1, 6_000),
        new Card(Kind.SLOW, BEFORE_STORE, 1, 5_000));
  }

  @Override
  public int millisBetweenBlows() {
    return 6_000;
  }

  @Override
  public List<URI> doors() {
    return COLLECTORS.stream()
        .map(name -> wires.get(BEFORE + name).url().resolve("/collect/" + Numbered.SOURCE))
        .toList();
  }

  @Override
  public Answers answers() {
    return answers;
  }

  @Override
  public void kill(String part) {
    cluster.kill(part);
  }

  @Override
  public void restart(String part) throws IOException {
    cluster.restart(part);
  }

  @Override
  public void signal(String part, String signal) throws IOException, InterruptedException {
    Signals.send(cluster.process(part), signal);
  }

  @Override
  public Wire wire(String part) {
    return wires.get(part);
  }

  @Override
  public String missing() throws IOException {
    return cluster.missing();
  }

  @Override
  public boolean isSpoolEmpty() throws InterruptedException {
    for (Answers collector : collectors.values()) {
      JsonNode health = collector.ready();
      if (health == null || !Spools.isEmpty(health)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    cluster.kill();
    wires.values().forEach(Wire::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
