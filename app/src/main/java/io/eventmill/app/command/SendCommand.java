package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.send.FileSender;
import io.eventmill.simulate.send.SendReport;
import io.eventmill.simulate.send.SendSettings;
import io.eventmill.simulate.send.UnreadableLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A file's lines as events to a running server. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Send a file to a running server: JSON, CSV or access logs, plain or .gz.",
      "Lines that cannot be read are reported and stop nothing.",
      "Exit code 0 when every line was read and accepted, else 1."
    })
public final class SendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;
  @Mixin private ReadOptions read;

  @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "The source events go to.")
  private String source;

  @Option(names = "--rate", paramLabel = "N", description = "At most N events a second.")
  private double rate;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Gets the lines that were not accepted, as they stood.")
  private Path rejects;

  @Option(
      names = "--dry-run",
      paramLabel = "N",
      description = "Show the first N events as they would be sent, and send nothing.")
  private Integer dryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    FileSender sender;
    try {
      sender = new FileSender(settings(), DoorClient.World.system(), System.in);
      if (dryRun != null) {
        List<UnreadableLine> unreadable = sender.dryRun(dryRun, System.out);
        unreadable.forEach(out::println);
        out.flush();
        return unreadable.isEmpty() ? 0 : 1;
      }
      return send(sender, out);
    } catch (IllegalArgumentException e) { // settings, or a file that does not fit them
      throw new UseException(e.getMessage());
    }
  }

  private static int send(FileSender sender, PrintWriter out) throws Exception {
    try (Ending ending = Ending.onCtrlC(sender::stop);
        Progress progress = Progress.on(System.err, System.console() != null, Ticker.SYSTEM)) {
      SendReport report = sender.run(progress);
      progress.close();
      out.println(report.toText());
      out.flush();
      return ending.asked() ? 1 : report.exitCode();
    }
  }

  private SendSettings settings() {
    DoorSettings door = DoorSettings.of(server.url(), source).withHeaders(server.senderHeaders());
    return SendSettings.of(file, door)
        .withRead(read.settings())
        .withRate(rate)
        .withRejects(rejects);
  }
}
