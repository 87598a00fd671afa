package io.eventmill.benchmark;

import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.measure.DiskUse;
import io.eventmill.benchmark.plan.PlanTable;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Bench;
import io.eventmill.benchmark.race.BenchResult;
import io.eventmill.benchmark.race.Race;
import io.eventmill.benchmark.race.RunSettings;
import io.eventmill.benchmark.report.Conditions;
import io.eventmill.benchmark.report.Report;
import io.eventmill.benchmark.report.SavedBench;
import io.eventmill.pipeline.Guess;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./eventmill bench}. Exit codes: 0 all targets met, 1 one is not, 2 wrong use. */
@Command(
    name = "eventmill bench",
    mixinStandardHelpOptions = true,
    description = {
      "Run the product and its peers in turn, check what they put out, and write down how fast they were.",
      "Peers are fetched on first use, from Maven Central or Debian's archive. A whole run takes hours;",
      "figures are of use only on a machine that does nothing else."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Which benches (default: all); --list tells their names.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "Tell what benches there are.")
  private boolean list;

  @Option(
      names = "--plan",
      description =
          "Run nothing; print the table of docs/scaling.md: what so many events a second take, and"
              + " what a simulated day makes of it.")
  private boolean plan;

  @Option(
      names = "--quick",
      description =
          "A look whether all runs right: few events, one round, nothing judged; the page goes to"
              + " benchmark/target/report.")
  private boolean quick;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events of a round (default: 1000000; quick: 20000).")
  private Long events;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 3; quick: 1).")
  private Integer rounds;

  @Option(
      names = "--shape",
      defaultValue = "web",
      description = "What events look like: ${COMPLETION-CANDIDATES} (default: web).")
  private Shape shape;

  @Option(
      names = "--only",
      paramLabel = "CONTESTANT",
      description = "Let only these run, by their names in the table. Repeatable.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder of performance.md (default: docs, or benchmark/target/report).")
  private Path report;

  public static void main(String[] args) {
    int code =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .execute(args);
    System.exit(code);
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    if (list) {
      Benches.ALL.forEach(b -> out.printf("%-10s %s%n", b.name(), b.question()));
      return 0;
    }
    if (plan) {
      out.print(PlanTable.text());
      return 0;
    }
    RunSettings settings = settings();
    Report page = new Report(folder(settings), Benches.names());
    boolean good = true;
    for (Bench bench : chosen()) {
      SavedBench saved = run(bench, settings);
      page.add(saved);
      good &= new Summary(saved).print(out);
    }
    out.println("Written to " + page.page());
    return good ? 0 : 1;
  }

  private SavedBench run(Bench bench, RunSettings settings) throws Exception {
    Path scratch = Files.createTempDirectory("eventmill-bench");
    BenchResult result;
    try (Bar bar = new Bar(bench.name(), System.err);
        Arena arena = new Arena(settings, scratch, bar::say)) {
      result = new Race(bench, arena, bar).run();
    } finally {
      DiskUse.delete(scratch);
    }
    String command = "./eventmill bench " + String.join(" ", given(bench));
    int bytes = new ShapedEvents(settings.shape()).event(12_345).length;
    return new SavedBench(Conditions.now(settings, command, bytes), result);
  }

  /** What to type for this bench alone. */
  private List<String> given(Bench bench) {
    List<String> words = new ArrayList<>(List.of(bench.name()));
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      if (!names.contains(word)) {
        words.add(word.contains(" ") ? "'" + word + "'" : word);
      }
    }
    return words;
  }

  private RunSettings settings() {
    long count = events != null ? events : quick ? RunSettings.EVENTS_QUICK : RunSettings.EVENTS;
    int times = rounds != null ? rounds : quick ? RunSettings.ROUNDS_QUICK : RunSettings.ROUNDS;
    Path home = Path.of(System.getProperty("eventmill.home", ".")).toAbsolutePath().normalize();
    try {
      return new RunSettings(home, shape, count, times, only, quick);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private Path folder(RunSettings settings) {
    if (report != null) {
      return report;
    }
    return settings.home().resolve(quick ? "benchmark/target/report" : "docs");
  }

  private List<Bench> chosen() {
    for (String name : names) {
      if (!Benches.names().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "'%s' is no bench%s; there are %s"
                .formatted(
                    name, Guess.among(name, Benches.names()), String.join(", ", Benches.names())));
      }
    }
    return Benches.ALL.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
  }
}
