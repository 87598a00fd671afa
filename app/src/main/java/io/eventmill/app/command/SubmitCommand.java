package io.eventmill.app.command;

import io.eventmill.app.flink.ClusterJobState;
import io.eventmill.app.flink.FlinkCluster;
import io.eventmill.app.flink.Submitter;
import io.eventmill.app.mill.MillConfig;
import io.eventmill.app.mill.RoleConfig;
import io.eventmill.app.mill.Submission;
import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.cluster.JobSpec;
import io.eventmill.topics.KafkaAddress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Jobs of pipelines on a Flink cluster: started, changed, stopped, listed. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Run the jobs of pipelines on a Flink cluster of your own.")
public final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;
  @Mixin private LogOptions log;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "REST address of the session cluster, e.g. http://jobmanager:8081.")
  private String flink;

  @Option(
      names = "--upgrade",
      description =
          "Stop the jobs that run, each with a savepoint, and go on from there by this file.")
  private boolean upgrade;

  @Option(names = "--stop", description = "Stop the jobs, each with a savepoint.")
  private boolean stop;

  @Option(names = "--list", description = "List the jobs of these pipelines on the cluster.")
  private boolean list;

  @Option(
      names = "--from",
      paramLabel = "JOB=SAVEPOINT",
      description = "Start a job from a savepoint or a checkpoint. Repeatable.")
  private List<String> from = new ArrayList<>();

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = "For application mode: write each job to a file instead of submitting it.")
  private Path write;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Workers of each job; of one that reads no more than partitions.")
  private Integer parallelism;

  @Option(
      names = "--checkpoints",
      paramLabel = "ADDRESS",
      description =
          "Folder for checkpoints and savepoints that all of the cluster reaches: file:///…,"
              + " s3://…, hdfs://… (default: as the cluster is set).")
  private String checkpoints;

  @Option(names = "--search", paramLabel = "STORE", description = "opensearch, as of the roles.")
  private String search;

  @Option(names = "--relational", paramLabel = "STORE", description = "postgres, as of the roles.")
  private String relational;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/submit",
      description = "Folder for the schemas that were found (default: data/submit).")
  private Path data;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The jar of the jobs (default: the one that was built with this program).")
  private Path jar;

  @Option(
      names = "--set",
      paramLabel = "STAGE.SETTING=VALUE",
      description = "Move a setting from its default, e.g. process.checkpoint_interval=10s.")
  private List<String> set = new ArrayList<>();

  @Parameters(arity = "1..*", paramLabel = "PIPELINE", description = "Pipeline files or folders.")
  private List<Path> pipelines;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (flink == null && write == null) {
      throw new UseException("give --flink URL of a session cluster, or --write DIR");
    }
    List<String> settings = new ArrayList<>(set);
    if (parallelism != null) {
      settings.add("process.parallelism=" + parallelism);
    }
    MillConfig mill =
        MillOptions.ofRole(data, 0, new ListenOptions(), search, relational, settings)
            .config(pipelines);
    if (list || stop) {
      return existing(mill, out);
    }
    KafkaAddress address = kafka.address();
    RoleConfig role = new RoleConfig(mill, address, "eventmill");
    log.begin(data);
    List<JobSpec> jobs = new Submission(role, kafka.settings(), checkpoints).specs();
    return write == null ? submit(jobs, out) : written(jobs, out);
  }

  private int existing(MillConfig mill, PrintWriter out) {
    FlinkCluster cluster = new FlinkCluster(flink);
    int found = 0;
    for (ClusterJobState job : cluster.jobs()) {
      boolean ours = mill.pipelines().stream().anyMatch(p -> Submission.isOf(p, job.name()));
      if (!ours || job.isOver()) {
        continue;
      }
      found++;
      if (stop) {
        String savepoint = cluster.stop(job.id(), Submitter.savepoints(checkpoints));
        out.println(job.name() + " stopped; go on with --from " + job.name() + "=" + savepoint);
      } else {
        out.println(job.name() + "  " + cluster.state(job.id()) + "  " + job.id());
      }
    }
    if (found == 0) {
      out.println("No job of these pipelines runs at " + flink + ".");
    }
    return found == 0 ? 1 : 0;
  }

  private int submit(List<JobSpec> jobs, PrintWriter out) throws Exception {
    Submitter submitter =
        new Submitter(
            new FlinkCluster(flink),
            jar == null ? JobsJar.built() : jar,
            parallelism == null ? 1 : parallelism,
            checkpoints,
            line -> {
              out.println(line);
              out.flush();
            });
    submitter.submit(jobs, upgrade, Submitter.savepointsByJob(from));
    return 0;
  }

  private int written(List<JobSpec> jobs, PrintWriter out) throws Exception {
    Files.createDirectories(write);
    for (JobSpec job : jobs) {
      Path file = write.resolve(job.name() + ".json");
      Files.writeString(file, job.json());
      out.println(
          "--job-classname io.eventmill.jobs.cluster.ClusterJob --jars "
              + (jar == null ? JobsJar.built() : jar)
              + " "
              + file.toAbsolutePath());
    }
    return 0;
  }
}
