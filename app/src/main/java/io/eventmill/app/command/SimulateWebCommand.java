package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.web.WebReport;
import io.eventmill.simulate.web.WebSettings;
import io.eventmill.simulate.web.WebSimulation;
import io.eventmill.simulate.web.WebWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Page views of a simulated web shop, until a limit is reached or Ctrl-C. */
@Command(
    name = "web",
    mixinStandardHelpOptions = true,
    description = {
      "Send page views of a simulated web shop: visitors who move from page to page.",
      "In real time unless --fast or --speed is given; stop with Ctrl-C, start again any time."
    })
public final class SimulateWebCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SimulateOptions simulate;
  @Mixin private DrawnOptions drawn;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "web",
      description = "The source events go to (default: web).")
  private String source;

  @Option(names = "--fast", description = "As fast as possible: 500 sessions a day, steps of 10 s.")
  private boolean fast;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "Simulated seconds per real second; 0 = as fast as possible.")
  private Double speed;

  @Option(names = "--rate", paramLabel = "N", description = "At most N events a second.")
  private Double rate;

  @Option(names = "--events", paramLabel = "N", description = "Stop after N events.")
  private Long events;

  @Option(
      names = "--span",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Stop after this much simulated time, e.g. 1d.")
  private Duration span;

  @Option(names = "--users", paramLabel = "N", description = "Visitors in the pool (default: 50).")
  private Integer users;

  @Option(
      names = "--sessions-per-day",
      paramLabel = "N",
      description =
          "Visits that begin in a simulated day (default: 1000000 in real time, 500 with --fast).")
  private Integer sessionsPerDay;

  @Option(
      names = "--batch-size",
      paramLabel = "SECONDS",
      description = "Simulated seconds in a step (default: 1 in real time, 10 with --fast).")
  private Integer batchSize;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "A YAML file that replaces the chances; see --show-weights.")
  private Path weights;

  @Option(names = "--show-weights", description = "Print the default chances as YAML and exit.")
  private boolean showWeights;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (showWeights) {
      out.print(WebWeights.defaultYaml());
      return 0;
    }
    WebSettings settings = settings();
    DoorSettings to = DoorSettings.of(simulate.to(), source);
    WebSimulation simulation = new WebSimulation(settings, Clock.systemUTC(), Ticker.SYSTEM);
    try (Ending ending = Ending.onCtrlC(simulation::stop);
        DoorClient door = simulate.door(to, out)) {
      simulate.announce("page views to " + to.door(), out);
      WebReport report = simulation.run(door, System.out);
      DoorReport sent = SimulateOptions.finish(door, ending);
      return SentSummary.tell(out, report.events() + " events made", sent);
    }
  }

  private WebSettings settings() throws IOException {
    boolean racing = fast || (speed != null && speed == 0);
    WebSettings.Builder builder = racing ? WebSettings.fast() : WebSettings.realTime();
    try {
      set(speed, builder::speed);
      set(rate, builder::rate);
      set(events, builder::events);
      set(simulate.duration(), builder::duration);
      set(span, builder::span);
      set(users, builder::users);
      set(sessionsPerDay, builder::sessionsPerDay);
      set(batchSize, builder::batchSize);
      set(drawn.start(), builder::start);
      set(drawn.zone(), builder::zone);
      set(drawn.seed(), builder::seed);
      if (weights != null) {
        builder.weights(WebWeights.read(weights));
      }
      return builder.print(simulate.print()).build();
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static <T> void set(T given, java.util.function.Consumer<T> setting) {
    if (given != null) {
      setting.accept(given);
    }
  }
}
