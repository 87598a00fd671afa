package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.clickstream.ClickstreamReport;
import io.eventmill.simulate.clickstream.ClickstreamSettings;
import io.eventmill.simulate.clickstream.ClickstreamSimulation;
import io.eventmill.simulate.door.BodyForm;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Searches, clicks and carts of a shop's visitors, in arrays, until a limit is reached or Ctrl-C.
 */
@Command(
    name = "clickstream",
    mixinStandardHelpOptions = true,
    description = {
      "Send a shop's clickstream: visitors who search, click on results and fill their carts.",
      "Events are {id, type, event: {…}}, sent as arrays.",
      "With --start, time goes on by 1/rate with each event, sent as fast as they are taken.",
      "Stop with Ctrl-C, start again any time: each run has ids of its own."
    })
public final class SimulateClickstreamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SimulateOptions simulate;
  @Mixin private DrawnOptions drawn;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "clickstream",
      description = "The source events go to (default: clickstream, of pipelines/clickstream).")
  private String source;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second; 0 = as fast as possible (default: 10).")
  private Double rate;

  @Option(names = "--events", paramLabel = "N", description = "Stop after N events.")
  private Long events;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ClickstreamSimulation simulation =
        new ClickstreamSimulation(settings(), Clock.systemUTC(), Ticker.SYSTEM);
    DoorSettings to = DoorSettings.of(simulate.to(), source).withForm(BodyForm.ARRAY);
    try (Ending ending = Ending.onCtrlC(simulation::stop);
        DoorClient door = simulate.door(to, out)) {
      simulate.announce("a clickstream to " + to.door(), out);
      ClickstreamReport report = simulation.run(simulate.shown(door));
      return SentSummary.tell(
          out, report.events() + " events made", SimulateOptions.finish(door, ending));
    }
  }

  private ClickstreamSettings settings() {
    try {
      ClickstreamSettings s = ClickstreamSettings.defaults().withSeed(drawn.seed());
      s = rate == null ? s : s.withRate(rate);
      s = events == null ? s : s.withEvents(events);
      s = simulate.duration() == null ? s : s.withDuration(simulate.duration());
      s = drawn.zone() == null ? s : s.withZone(drawn.zone());
      return drawn.start() == null ? s : s.withStart(drawn.start());
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }
}
