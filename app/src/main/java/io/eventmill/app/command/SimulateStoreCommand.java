package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.store.StoreReport;
import io.eventmill.simulate.store.StoreSettings;
import io.eventmill.simulate.store.StoreSimulation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports of a store's devices, each after a pause, until all are sent or Ctrl-C. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = {
      "Send notifications of a store's devices: info, warning or error, each as likely.",
      "Workers report side by side, each after a pause; all events asked for are sent.",
      "With --start, time goes on by the pauses, and events are sent as fast as they are taken.",
      "Stop with Ctrl-C, start again any time."
    })
public final class SimulateStoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SimulateOptions simulate;
  @Mixin private DrawnOptions drawn;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "store",
      description = "The source events go to (default: store, of pipelines/store-notifications).")
  private String source;

  @Option(
      names = {"-tc", "--workers"},
      paramLabel = "N",
      description = "Workers who report side by side (default: 1).")
  private Integer workers;

  @Option(
      names = {"-ec", "--count"},
      paramLabel = "N",
      description = "Events of all workers together; 0 = until Ctrl-C (default: 4).")
  private Long count;

  @Option(
      names = "--pause-min",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Shortest pause of a worker before an event (default: 1s).")
  private Duration pauseMin;

  @Option(
      names = "--pause-max",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Longest pause of a worker before an event (default: 19s, or --pause-min).")
  private Duration pauseMax;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    StoreSimulation simulation = new StoreSimulation(settings(), Clock.systemUTC(), Ticker.SYSTEM);
    DoorSettings to = DoorSettings.of(simulate.to(), source);
    try (Ending ending = Ending.onCtrlC(simulation::stop);
        DoorClient door = simulate.door(to, out)) {
      simulate.announce("a store's notifications to " + to.door(), out);
      StoreReport report = simulation.run(simulate.shown(door));
      return SentSummary.tell(
          out, report.events() + " events made", SimulateOptions.finish(door, ending));
    }
  }

  private StoreSettings settings() {
    try {
      StoreSettings s = StoreSettings.defaults().withSeed(drawn.seed());
      s = workers == null ? s : s.withWorkers(workers);
      s = count == null ? s : s.withCount(count);
      s = paused(s);
      s = simulate.duration() == null ? s : s.withDuration(simulate.duration());
      s = drawn.zone() == null ? s : s.withZone(drawn.zone());
      return drawn.start() == null ? s : s.withStart(drawn.start());
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  /** One end given alone moves the other only where it would be on the wrong side. */
  private StoreSettings paused(StoreSettings s) {
    Duration min = pauseMin == null ? s.pauseMin() : pauseMin;
    Duration max = pauseMax == null ? s.pauseMax() : pauseMax;
    boolean crossed = min.compareTo(max) > 0;
    if (crossed && pauseMin == null) {
      min = max;
    } else if (crossed && pauseMax == null) {
      max = min;
    }
    return s.withPause(min, max);
  }
}
