package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running server whether every event is accounted for. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Is every event accounted for? For each source and minute of acceptance:",
      "accepted = stored + failed + duplicate + filtered + in flight.",
      "Exit code 0 when it adds up; 1 when not, naming source, minute and stage."
    })
public final class AuditCommand implements Callable<Integer> {
  private static final long LOOK_AGAIN_MILLIS = 500;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(names = "--source", paramLabel = "NAME", description = "Only this source.")
  private String source;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Accepted then or later: ISO 8601, a day, or e.g. now-2h.")
  private String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Accepted before.")
  private String until;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Wait at most so long until nothing is in flight, e.g. 30s (default: 0s).")
  private Duration wait = Duration.ZERO;

  @Option(names = "--minutes", description = "List every minute, not just those that differ.")
  private boolean minutes;

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode report = quietReport(server.api());
    if (json) {
      out.println(report.toPrettyString());
    } else {
      AuditText.print(report, minutes, out);
    }
    out.flush();
    return report.path("adds_up").asBoolean() ? 0 : 1;
  }

  private JsonNode quietReport(ServerApi api) throws IOException, InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      JsonNode report = api.get(question());
      if (report.path("quiet").asBoolean() || System.nanoTime() >= end) {
        return report;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private String question() {
    StringBuilder question = new StringBuilder("/api/audit?minutes=").append(minutes ? 10_080 : 1);
    parameter("source", source, question);
    parameter("from", from, question);
    parameter("to", until, question);
    return question.toString();
  }

  private static void parameter(String name, String value, StringBuilder question) {
    if (value != null) {
      question.append('&').append(name).append('=');
      question.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
