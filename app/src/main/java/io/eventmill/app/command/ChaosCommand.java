package io.eventmill.app.command;

import com.sun.management.OperatingSystemMXBean;
import io.eventmill.app.chaos.ChaosPlan;
import io.eventmill.app.chaos.ChaosReport;
import io.eventmill.app.chaos.ChaosRun;
import io.eventmill.app.chaos.Watcher;
import io.eventmill.app.mill.UseException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server of its own under full load, killed, stopped and cut off again and again. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Start a server of its own, send at full load, strike at random moments (SIGKILL, SIGSTOP,"
          + " the network cut or slow), and recount at the end what clients were told.",
      "Nothing that runs already is touched. Exit code 0 when all holds, 1 when not."
    })
public final class ChaosCommand implements Callable<Integer> {
  private static final double MINUTES_MAX = 10_080;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long to strike, e.g. 0.5; settling comes on top (default: 5).")
  private double minutes;

  @Option(
      names = "--target",
      paramLabel = "WHAT",
      defaultValue = "embedded",
      description =
          "embedded: one process with everything in it (default); cluster: each part a process of"
              + " its own, as ./eventmill cluster starts them.")
  private String target;

  @Option(
      names = "--opensearch-start",
      paramLabel = "COMMAND",
      description =
          "For --target cluster: a command of a shell that starts an OpenSearch; it listens on port"
              + " $PORT and keeps its data in $DATA.")
  private String opensearch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed deals the same blows (default: drawn, and told).")
  private Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Events a second, about (default: as fast as they are answered).")
  private int rate;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report in Markdown, also when the run ends early.")
  private Path report;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ChaosPlan plan = plan();
    Path folder = Files.createTempDirectory("eventmill-chaos");
    boolean good = false;
    try {
      told(out, "Chaos for %.1f minutes, --seed %d, in %s".formatted(minutes, plan.seed(), folder));
      good = run(plan, folder, out);
    } finally {
      if (good) {
        TestCommand.delete(folder);
      } else {
        told(out, "What the server has written is kept in " + folder);
      }
    }
    return good ? 0 : 1;
  }

  private boolean run(ChaosPlan plan, Path folder, PrintWriter out) throws Exception {
    try (Bar bar = Bar.on(System.err, "seconds", plan.length().toSeconds());
        ChaosRun run = target(plan, folder, watcher(bar));
        Ending ending = Ending.onCtrlC(run::stop)) {
      ChaosReport found = run.run();
      bar.close();
      told(out, found.text());
      if (report != null) {
        Files.writeString(report, found.markdown(version(), machine()));
        told(out, "The report is " + report);
      }
      return found.holds() && !ending.asked();
    }
  }

  private ChaosRun target(ChaosPlan plan, Path folder, Watcher watcher) {
    return target.equals("cluster")
        ? ChaosRun.cluster(plan, folder, opensearch, watcher, Clock.systemUTC())
        : ChaosRun.embedded(plan, folder, watcher, Clock.systemUTC());
  }

  private ChaosPlan plan() {
    if (!List.of("embedded", "cluster").contains(target)) {
      throw new UseException("--target is '" + target + "'; write embedded or cluster");
    }
    if (target.equals("cluster") == (opensearch == null)) {
      throw new UseException(
          "--opensearch-start COMMAND belongs to --target cluster, which needs it: its events are"
              + " kept in an OpenSearch of its own");
    }
    if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
      throw new UseException("--minutes is " + minutes + "; more than 0, at most 10080 (a week)");
    }
    if (rate < 0) {
      throw new UseException("--rate is " + rate + "; 0 (no limit) or more");
    }
    long drawn = seed == null ? new Random().nextInt(1_000_000_000) : seed;
    return new ChaosPlan(Duration.ofMillis((long) (minutes * 60_000)), drawn, rate);
  }

  private static Watcher watcher(Bar bar) {
    return new Watcher() {
      @Override
      public void at(long seconds) {
        bar.at(seconds);
      }

      @Override
      public void says(String line) {
        bar.note(line);
      }
    };
  }

  private static String version() {
    String version = ChaosCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }

  private static String machine() {
    return "%s %s, %d processors, %,d MB of memory, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            memory() >> 20,
            Runtime.version());
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static void told(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
