package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ledger as a table for people. */
final class AuditText {
  private static final List<String> NUMBERS =
      List.of(
          "accepted",
          "stored",
          "failed",
          "duplicate",
          "filtered",
          "in_flight",
          "missing",
          "surplus",
          "replayed");

  private AuditText() {}

  static void print(JsonNode report, boolean everyMinute, PrintWriter out) {
    List<JsonNode> rows = new ArrayList<>();
    report.path("sources").forEach(rows::add);
    table(rows, false, out);
    rows.forEach(row -> keptSince(row, out));
    long spooled = report.path("total").path("spooled").asLong();
    if (spooled > 0) {
      out.printf("%,d more wait in the collector's spool for the log.%n", spooled);
    }
    List<JsonNode> minutes = new ArrayList<>();
    for (JsonNode minute : report.path("minutes")) {
      boolean differs = minute.path("missing").asLong() + minute.path("surplus").asLong() > 0;
      if (everyMinute || differs) {
        minutes.add(minute);
      }
    }
    if (!minutes.isEmpty()) {
      out.println();
      table(minutes, true, out);
    }
    out.println();
    for (JsonNode finding : report.path("findings")) {
      finding(finding, out);
    }
    out.println(verdict(report));
  }

  private static void keptSince(JsonNode source, PrintWriter out) {
    if (source.has("kept_since")) {
      out.printf(
          "%s is kept since %s; what was received before was removed (retain).%n",
          source.path("source").asText(),
          source.path("kept_since").asText().replace("T", " ").replace(":00.000Z", ""));
    }
  }

  private static void table(List<JsonNode> rows, boolean minutes, PrintWriter out) {
    out.printf("%-24s%s", "source", minutes ? String.format("%-18s", "minute") : "");
    NUMBERS.forEach(n -> out.printf("%12s", n.replace('_', ' ')));
    out.println();
    for (JsonNode row : rows) {
      out.printf("%-24s", row.path("source").asText());
      if (minutes) {
        out.printf("%-18s", minute(row));
      }
      NUMBERS.forEach(n -> out.printf(Locale.ROOT, "%,12d", row.path(n).asLong()));
      out.println();
    }
  }

  private static void finding(JsonNode finding, PrintWriter out) {
    out.printf(
        "%s %s, stage %s: %s%n",
        finding.path("source").asText(),
        minute(finding),
        finding.path("stage").asText(),
        finding.path("sentence").asText());
    for (JsonNode example : finding.path("examples")) {
      JsonNode origin = example.path("origin");
      out.printf(
          "  %s  (raw partition %d, offset %d)%n",
          example.path("id").isNull() ? "an event without an id" : example.path("id").asText(),
          origin.path("partition").asLong(),
          origin.path("offset").asLong());
    }
  }

  private static String minute(JsonNode row) {
    return row.path("minute").asText().replace("T", " ").replace(":00.000Z", "");
  }

  private static String verdict(JsonNode report) {
    long others = report.path("not_looked_into").asLong();
    if (!report.path("adds_up").asBoolean()) {
      return others == 0
          ? "It does not add up."
          : "It does not add up; " + others + " more differences were not looked into.";
    }
    long flight = report.path("total").path("in_flight").asLong();
    return flight == 0
        ? "It adds up: every event is accounted for."
        : String.format(
            Locale.ROOT, "It adds up so far; %,d events are on their way (--wait 30s).", flight);
  }
}
