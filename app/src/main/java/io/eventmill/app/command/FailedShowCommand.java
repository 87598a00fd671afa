package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All there is about one failed event. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "One failed event, with all of its body.",
      "Exit code 1 when no event of that id failed, or none at that place."
    })
public final class FailedShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(
      paramLabel = "ID|PLACE",
      description = "The event's id, or where it stood on raw: topic id, partition and offset.")
  private String what;

  @Option(names = "--json", description = "The server's answers as they are, one per line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ServerApi api = server.api();
    PrintWriter out = spec.commandLine().getOut();
    List<String> places = places(api);
    if (places.isEmpty()) {
      out.println("No event '" + Paint.line(what, 200) + "' has failed.");
      out.flush();
      return 1;
    }
    for (String place : places) {
      JsonNode event = api.get("/api/failed/" + place);
      if (json) {
        out.println(event.toString());
      } else {
        print(api, event, out, Paint.of(spec));
      }
    }
    out.flush();
    return 0;
  }

  /** Of all failures of that id; an id may look like a place. */
  private List<String> places(ServerApi api) throws IOException, InterruptedException {
    List<String> places = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = api.get("/api/failed?order=oldest&id=" + ServerApi.encoded(what) + cursor);
      page.path("failed").forEach(f -> places.add(f.path("place").asText()));
      String next = page.path("next").asText(null);
      cursor = next == null ? null : "&cursor=" + next;
    }
    if (places.isEmpty() && isPlace() && api.ask("/api/failed/" + what).status() == 200) {
      places.add(what);
    }
    return places;
  }

  private boolean isPlace() {
    try {
      return Origin.parse(what).partition() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void print(ServerApi api, JsonNode event, PrintWriter out, Paint paint)
      throws IOException, InterruptedException {
    out.println(paint.bold("Event " + Paint.line(event.path("id").asText(null), 1_000)));
    Rows rows = new Rows(out, paint);
    rows.row("source", event.path("source").asText(null));
    rows.row(
        "failed",
        event.path("reason").asText(null) + ", attempt " + event.path("attempts").asInt());
    rows.row("message", event.path("message").asText(null));
    rows.row("remedy", event.path("remedy").asText(null));
    rows.row("field", event.path("pointer").asText(null));
    rows.row("schema", event.path("schema").asText(null));
    rows.row("stage", event.path("stage").asText(null));
    rows.row("received", event.path("received").asText(null));
    rows.row("stored", event.path("stored").asText(null));
    rows.row("place", event.path("place").asText(null));
    JsonNode replayed = event.path("replayed");
    rows.row(
        "replayed",
        replayed.isNull()
            ? "no"
            : "seen "
                + replayed.path("marked").asText(null)
                + " at "
                + replayed.path("place").asText(null));
    JsonNode sender = event.path("sender");
    rows.row("key", sender.path("key").asText(null));
    rows.row("ip", sender.path("ip").asText(null));
    rows.row("user agent", sender.path("user_agent").asText(null));
    rows.row("body", event.path("body_bytes").asInt() + " bytes");
    if (event.path("body_encoding").asText(null).equals("utf-8")) {
      out.println(Paint.harmless(event.path("body").asText(null)));
    } else {
      HexDump.print(api.bytes("/api/failed/" + event.path("place").asText(null) + "/body"), out);
    }
    out.println();
  }
}
