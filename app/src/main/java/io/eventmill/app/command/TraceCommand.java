package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.command.ServerApi.Reply;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running server for one event's way. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Follow one event by its id: accepted, checked, enriched, stored, or why it is not there.",
      "Exit code 0 when the event is stored, else 1."
    })
public final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The event's id.")
  private String id;

  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    String path = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    Reply reply = server.api().ask("/api/events/" + path + "/trace");
    JsonNode answer = reply.json();
    if (json) {
      out.println(answer.toPrettyString());
    } else if (reply.status() == 200) {
      TraceText.print(answer, out);
    } else {
      out.println(answer.path("error").path("message").asText(reply.text()));
    }
    out.flush();
    return isStored(answer) ? 0 : 1;
  }

  private static boolean isStored(JsonNode answer) {
    for (JsonNode journey : answer.path("journeys")) {
      if (journey.path("outcome").asText().equals("stored")) {
        return true;
      }
    }
    return false;
  }
}
