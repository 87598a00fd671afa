package io.eventmill.app.command;

import io.eventmill.app.local.ClusterPlan;
import io.eventmill.app.local.LocalCluster;
import io.eventmill.app.local.SearchPlace;
import io.eventmill.app.mill.CheckedPipelines;
import io.eventmill.app.mill.UseException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A cluster on this machine, to look at before there is a real one. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description =
        "Run pipelines on a cluster of processes on this machine: three brokers, Flink, PostgreSQL,"
            + " collectors, loaders and the query side, until Ctrl-C.")
public final class ClusterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LogOptions log;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/cluster",
      description = "Folder for all of it (default: data/cluster).")
  private Path data;

  @Option(
      names = "--opensearch",
      paramLabel = "URL",
      description = "An OpenSearch or Elasticsearch that runs; without one, events are not loaded.")
  private String opensearch;

  @Option(
      names = "--opensearch-start",
      paramLabel = "COMMAND",
      description =
          "Start an OpenSearch by this command of a shell; it listens on port $PORT and keeps its"
              + " data in $DATA.")
  private String opensearchStart;

  @Option(
      names = "--postgres",
      paramLabel = "JDBC_URL",
      description = "A PostgreSQL that runs (default: one installed here is started).")
  private String postgres;

  @Option(names = "--collectors", paramLabel = "N", defaultValue = "2", description = "Default: 2.")
  private int collectors;

  @Option(names = "--loaders", paramLabel = "N", defaultValue = "2", description = "Default: 2.")
  private int loaders;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Default: 2.")
  private int taskManagers;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Workers of each job (default: 2).")
  private int parallelism;

  @Option(
      names = "--set",
      paramLabel = "STAGE.SETTING=VALUE",
      description = "Move a setting from its default. Repeatable.")
  private List<String> set = new ArrayList<>();

  @Parameters(arity = "1..*", paramLabel = "PIPELINE", description = "Pipeline files or folders.")
  private List<Path> pipelines;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    int read = MillOptions.good(CheckedPipelines.read(pipelines)).pipelines().size();
    List<String> settings = new ArrayList<>();
    set.forEach(s -> settings.addAll(List.of("--set", s)));
    ClusterPlan plan =
        new ClusterPlan(
            data.toAbsolutePath().normalize(),
            pipelines.stream().map(p -> p.toAbsolutePath().normalize()).toList(),
            search(),
            postgres,
            collectors,
            loaders,
            taskManagers,
            ClusterPlan.slots(read, parallelism, taskManagers),
            parallelism,
            settings);
    Lifetime.of(
        data,
        log,
        ending -> {
          out.println("The cluster starts, data and output of each process in " + plan.data());
          try (LocalCluster cluster = new LocalCluster(plan, line -> say(out, line))) {
            cluster.start();
            out.println("Ready.");
            Map<String, String> all = new TreeMap<>(cluster.addresses());
            all.forEach((name, address) -> say(out, "  %-14s %s".formatted(name, address)));
            ending.await();
            say(out, "Stopping ...");
          }
          say(out, "Stopped.");
        });
    return 0;
  }

  private SearchPlace search() {
    if (opensearch != null && opensearchStart != null) {
      throw new UseException("give --opensearch or --opensearch-start, not both");
    }
    if (opensearchStart != null) {
      return SearchPlace.started(opensearchStart);
    }
    return opensearch == null ? null : SearchPlace.running(opensearch);
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
