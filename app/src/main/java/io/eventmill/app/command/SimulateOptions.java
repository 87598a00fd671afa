package io.eventmill.app.command;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.PrintingSink;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.DoorSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every generator can be told, and the way its events go. */
final class SimulateOptions {
  private static final Duration AFTER_CTRL_C = Duration.ofSeconds(3);

  @Mixin private ServerOptions server;

  @Option(
      names = {"--for", "--duration"},
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Stop after this much real time, e.g. 30s or 10m.")
  private Duration duration;

  @Option(names = "--print", description = "Print each event.")
  private boolean print;

  URI to() {
    return server.url();
  }

  /** Null when there is no limit. */
  Duration duration() {
    return duration;
  }

  boolean print() {
    return print;
  }

  DoorClient door(DoorSettings settings, PrintWriter out) {
    boolean asks = settings.path().startsWith("api/");
    DoorSettings shown =
        settings.withHeaders(asks ? server.askerHeaders() : server.senderHeaders());
    return DoorClient.open(shown, new WaitingNotice(out), DoorClient.World.system());
  }

  /** The sink, with the events printed on the way when that was asked for. */
  EventSink shown(EventSink sink) {
    return print ? new PrintingSink(System.out, sink) : sink;
  }

  /** Says where events go; printed events are not to be mixed with it. */
  void announce(String what, PrintWriter out) {
    if (!print) {
      out.println("Sending " + what + "; Ctrl-C stops.");
      out.flush();
    }
  }

  /** Waits until all that was made is answered; after Ctrl-C only for a moment. */
  static DoorReport finish(DoorClient door, Ending ending) throws InterruptedException {
    return ending.asked() ? door.finish(AFTER_CTRL_C) : door.finish();
  }
}
