package io.eventmill.app.command;

import io.eventmill.app.mill.Addresses;
import io.eventmill.app.mill.MillConfig;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.web.WebSettings;
import io.eventmill.simulate.web.WebSimulation;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A running server with a simulated web shop in front of it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Run everything, with a simulated web shop sending events.")
public final class DemoCommand implements Callable<Integer> {
  private static final String SOURCE = "web";
  private static final Duration HISTORY = Duration.ofMinutes(15);

  @Spec private CommandSpec spec;
  @Mixin private MillOptions options;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MillConfig config = options.config(ReadyPipelines.orGiven(List.of()));
    boolean fresh = !Files.exists(config.data().resolve("broker"));
    return new Server(config, out).run((at, ending) -> shop(at, ending, fresh, out));
  }

  private static void shop(Addresses at, CountDownLatch ending, boolean fresh, PrintWriter out)
      throws Exception {
    invite(at, out);
    URI to = URI.create(at.url());
    if (fresh) {
      send(to, WebSettings.realTime().speed(0).span(HISTORY).build(), ending);
    }
    send(to, WebSettings.realTime().build(), ending);
  }

  private static void send(URI to, WebSettings settings, CountDownLatch ending) throws Exception {
    WebSimulation simulation = new WebSimulation(settings, Clock.systemUTC(), Ticker.SYSTEM);
    Thread stop = new Thread(() -> stopWhen(ending, simulation), "demo-stop");
    stop.setDaemon(true);
    stop.start();
    try (DoorClient door = DoorClient.open(DoorSettings.of(to, SOURCE))) {
      simulation.run(door);
      door.finish(Duration.ofSeconds(3));
    } finally {
      stop.interrupt();
    }
  }

  private static void stopWhen(CountDownLatch ending, WebSimulation simulation) {
    try {
      ending.await();
      simulation.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the run ended by itself
    }
  }

  private static void invite(Addresses at, PrintWriter out) {
    out.println("A simulated web shop sends page views now. Open " + at.url());
    out.println("Or try:");
    out.println("  curl '" + at.url() + "/api/events/top?field=/utm_source'");
    out.println(
        "  curl "
            + at.url()
            + "/collect/web -d '{\"event_type\":\"hello\",\"event_timestamp\":\""
            + Clock.systemUTC().instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            + "\"}'");
    out.println("Ctrl-C stops; what was kept stays.");
    out.flush();
  }
}
