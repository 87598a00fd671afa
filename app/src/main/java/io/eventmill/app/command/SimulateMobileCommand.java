package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.mobile.MobileReport;
import io.eventmill.simulate.mobile.MobileSettings;
import io.eventmill.simulate.mobile.MobileSimulation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The lines of a file as events of now, again and again, until a limit is reached or Ctrl-C. */
@Command(
    name = "mobile",
    mixinStandardHelpOptions = true,
    description = {
      "Send events of a mobile app: at every tick each line of a file, with its ts set to now.",
      "A line is a JSON object; single quotes and names without quotes are taken too.",
      "The file is read anew at each tick. Stop with Ctrl-C, start again any time."
    })
public final class SimulateMobileCommand implements Callable<Integer> {
  private static final int SENDERS = 10;

  /** Each event goes in a request of its own, as from an app. */
  private static final DoorSettings.Batching SINGLE =
      new DoorSettings.Batching(1, DoorSettings.Batching.DEFAULT.bytes(), SENDERS);

  @Spec private CommandSpec spec;
  @Mixin private SimulateOptions simulate;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "mobile",
      description = "The source events go to (default: mobile, of pipelines/event-counts).")
  private String source;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The lines to send (default: three that come with this).")
  private Path file;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "From one tick to the next, e.g. 500ms (default: 1s).")
  private Duration every;

  @Option(names = "--ticks", paramLabel = "N", description = "Stop after N ticks.")
  private Long ticks;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MobileSimulation simulation =
        new MobileSimulation(
            settings(), Clock.systemUTC(), Ticker.SYSTEM, complaint -> told(out, complaint));
    DoorSettings settings =
        DoorSettings.of(simulate.to(), source).withInFlight(SENDERS).withBatching(SINGLE);
    try (Ending ending = Ending.onCtrlC(simulation::stop);
        DoorClient door = simulate.door(settings, out)) {
      simulate.announce("events to " + settings.door(), out);
      MobileReport report = simulation.run(simulate.shown(door));
      DoorReport sent = SimulateOptions.finish(door, ending);
      return tell(out, report, sent);
    }
  }

  private static int tell(PrintWriter out, MobileReport report, DoorReport sent) {
    String made = report.events() + " events made in " + report.ticks() + " ticks";
    if (report.unreadable() > 0) {
      made += ", " + report.unreadable() + " unreadable lines left out";
    }
    int code = SentSummary.tell(out, made, sent);
    return report.unreadable() > 0 || report.events() == 0 ? 1 : code;
  }

  private MobileSettings settings() {
    if (file != null && !Files.isRegularFile(file)) {
      throw new UseException("--file: there is no file " + file);
    }
    MobileSettings settings = MobileSettings.defaults().withFile(file);
    try {
      settings = every == null ? settings : settings.withEvery(every);
      settings = ticks == null ? settings : settings.withTicks(ticks);
      return simulate.duration() == null ? settings : settings.withDuration(simulate.duration());
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static void told(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
