package io.eventmill.app.command;

import io.eventmill.app.mill.Addresses;
import io.eventmill.app.mill.MillConfig;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A running server with a simulated web site, app and shop in front of it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Run everything, with a simulated web site, app and shop sending events.")
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MillOptions options;
  @Mixin private LogOptions log;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MillConfig config = options.config(ReadyPipelines.named(DemoSenders.PIPELINES));
    boolean fresh = !Files.exists(config.data().resolve("broker"));
    return new Server(config, log, out)
        .run(
            (at, ending) -> {
              invite(at, out);
              new DemoSenders(URI.create(at.url()), out).sendUntil(ending, fresh);
            });
  }

  private static void invite(Addresses at, PrintWriter out) {
    out.println(
        "A simulated web site sends page views now, an app its events, a shop clicks and"
            + " checkouts. Open "
            + at.url());
    out.println("Or try:");
    List.of(
            "'" + at.url() + "/api/events/top?field=/utm_source'",
            "'" + at.url() + "/api/counts/events_aggregation?limit=3'",
            "'" + at.url() + "/api/attributed/attributed_checkouts?limit=3'",
            at.url()
                + "/collect/web -d '{\"event_type\":\"hello\",\"event_timestamp\":\""
                + Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS)
                + "\"}'")
        .forEach(line -> out.println("  curl " + line));
    out.println("Ctrl-C stops; what was kept stays.");
    out.flush();
  }
}
