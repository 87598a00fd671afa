package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Why events failed, how many, and one of each kind. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Failed events by reason, largest group first, each with its newest event.")
public final class FailedListCommand implements Callable<Integer> {
  private static final int LINE_MAX = 110;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;
  @Mixin private FailedOptions filter;

  @Option(names = "--not-replayed", description = "Only those that were not replayed.")
  private boolean notReplayed;

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    String replayed = notReplayed ? "&replayed=false" : "";
    JsonNode answer = server.api().get("/api/failed?group=reason" + replayed + filter.query());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      print(answer, out, Paint.of(spec));
    }
    out.flush();
    return 0;
  }

  private static void print(JsonNode answer, PrintWriter out, Paint paint) {
    if (answer.path("count").asLong() == 0) {
      out.println(paint.good("No failed events."));
      return;
    }
    out.printf(
        "%s%n", paint.bold(String.format("%,d failed events", answer.path("count").asLong())));
    for (JsonNode group : answer.path("groups")) {
      group(group, out, paint);
    }
    out.println();
    out.println("./eventmill failed show ID tells all of one; failed replay --dry-run tries them.");
  }

  private static void group(JsonNode group, PrintWriter out, Paint paint) {
    String schema = group.path("schema").asText(null);
    long replayed = group.path("replayed").asLong();
    out.printf(
        "%n%,9d  %s  source %s%s%s%n",
        group.path("count").asLong(),
        paint.bad(group.path("reason").asText(null)),
        Paint.line(group.path("source").asText(null), LINE_MAX),
        schema == null ? "" : ", schema " + Paint.line(schema, LINE_MAX),
        replayed == 0 ? "" : paint.good(String.format(", %,d replayed", replayed)));
    out.println(
        "           received "
            + group.path("first").asText(null)
            + " to "
            + group.path("last").asText(null));
    out.println("           " + paint.dim(group.path("remedy").asText(null)));
    JsonNode example = group.path("example");
    if (example.isObject()) {
      out.println("           e.g. " + Paint.line(example.path("id").asText(null), LINE_MAX));
      out.println("                " + Paint.line(example.path("message").asText(null), LINE_MAX));
      boolean text = example.path("body_encoding").asText(null).equals("utf-8");
      String body = text ? example.path("body").asText(null) : "(no text)";
      out.println("                " + paint.dim(Paint.line(body, LINE_MAX)));
    }
  }
}
