package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** An event's way as lines for people, one stop each. */
final class TraceText {
  private TraceText() {}

  static void print(JsonNode trace, PrintWriter out) {
    int n = 0;
    for (JsonNode journey : trace.path("journeys")) {
      out.printf(
          "%s%s, source %s%n",
          n++ == 0 ? "" : System.lineSeparator(),
          trace.path("id").asText(),
          journey.path("source").asText());
      journey(journey, out);
    }
  }

  private static void journey(JsonNode j, PrintWriter out) {
    line("accepted", accepted(j.path("accepted")), out);
    line("on raw", place(j), out);
    if (!j.path("schema").isNull()) {
      line("checked", "schema " + j.path("schema").asText(), out);
    }
    if (!j.path("additions").isEmpty()) {
      StringJoiner additions = new StringJoiner(", ");
      j.path("additions").forEach(a -> additions.add(addition(a)));
      line("added", additions.toString(), out);
    }
    j.path("routes").forEach(r -> line("routed", routed(r), out));
    outcome(j, out);
  }

  private static String routed(JsonNode r) {
    return "%s, to %s partition %s offset %s"
        .formatted(
            r.path("route").asText(),
            r.path("topic").asText(),
            r.path("partition").asText(),
            r.path("offset").asText());
  }

  private static void line(String stop, String what, PrintWriter out) {
    out.printf("  %-10s%s%n", stop, what);
  }

  private static String accepted(JsonNode a) {
    if (a.isNull()) {
      return "the log has forgotten the record";
    }
    StringBuilder text = new StringBuilder(a.path("at").asText());
    if (!a.path("ip").isNull()) {
      text.append(", from ").append(a.path("ip").asText());
    }
    if (!a.path("user_agent").isNull()) {
      text.append(", ").append(a.path("user_agent").asText());
    }
    if (a.path("spooled").asBoolean()) {
      text.append(", waited in the spool");
    }
    if (!a.path("replay_of").isNull()) {
      text.append(", replay of offset ").append(a.path("replay_of").path("offset").asText());
      text.append(" (attempt ").append(a.path("attempt").asText()).append(')');
    }
    return text.toString();
  }

  private static String place(JsonNode j) {
    JsonNode origin = j.path("origin");
    return "%s partition %s offset %s"
        .formatted(
            j.path("raw_topic").asText(),
            origin.path("partition").asText(),
            origin.path("offset").asText());
  }

  private static String addition(JsonNode a) {
    String by = a.path("by").isNull() ? "" : " (" + a.path("by").asText() + ")";
    return a.path("field").asText()
        + " = "
        + a.path("value")
        + by
        + (a.path("replaced").asBoolean() ? ", replaced" : "");
  }

  private static void outcome(JsonNode j, PrintWriter out) {
    switch (j.path("outcome").asText()) {
      case "stored" ->
          line(
              "stored",
              "%s, type %s, time %s"
                  .formatted(
                      j.path("stored_at").asText(),
                      j.path("type").asText(),
                      j.path("time").asText()),
              out);
      case "failed" -> failed(j.path("failed"), out);
      case "duplicate" ->
          line(
              "dropped",
              "a duplicate"
                  + (j.has("duplicate_of")
                      ? " of offset " + j.path("duplicate_of").path("offset").asText()
                      : ""),
              out);
      case "filtered" -> line("dropped", "filtered by a rule of the pipeline", out);
      case "processed" ->
          line("on its way", "processed; the store has no row yet (./eventmill audit)", out);
      default ->
          line(
              "on its way",
              "processing says it is done up to offset " + j.path("processed_to").asText(),
              out);
    }
  }

  private static void failed(JsonNode f, PrintWriter out) {
    line("failed", f.path("reason").asText() + ": " + f.path("message").asText(), out);
    line("remedy", f.path("remedy").asText(), out);
    JsonNode replay = f.path("replayed_at");
    line(
        "replayed",
        replay.isNull()
            ? "not yet (./eventmill failed replay)"
            : "at offset " + replay.path("offset"),
        out);
  }
}
