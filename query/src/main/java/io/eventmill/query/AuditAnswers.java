package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Finding;
import io.eventmill.query.audit.MinuteTally;
import io.eventmill.query.audit.Tally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The equation as an answer. */
final class AuditAnswers {
  private AuditAnswers() {}

  /**
   * @param minutes those to list, of the report's
   */
  static byte[] json(AuditReport report, List<MinuteTally> minutes) {
    StringBuilder out = new StringBuilder("{\"adds_up\":").append(report.addsUp());
    out.append(",\"quiet\":").append(report.isQuiet());
    out.append(",\"as_of\":\"").append(IsoTime.ofMillis(report.asOfMillis()));
    out.append("\",\"total\":{");
    tally(report.total(), out);
    out.append(",\"spooled\":").append(report.spooled());
    out.append("},\n\"sources\":[");
    out.append(
        each(
            List.copyOf(report.uncounted().keySet()),
            source -> {
              StringBuilder row = new StringBuilder("{\"source\":");
              row.append(JsonStrings.quote(source)).append(',');
              tally(report.of(source), row);
              Long since = report.keptSince().get(source);
              if (since != null) {
                row.append(",\"kept_since\":\"").append(time(since)).append('"');
              }
              return row.append('}').toString();
            }));
    out.append("],\n\"findings\":[").append(each(report.findings(), AuditAnswers::finding));
    out.append("],\n\"not_looked_into\":").append(report.notLookedInto());
    out.append(",\n\"minutes\":[").append(each(minutes, AuditAnswers::minute));
    return out.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static <T> String each(List<T> rows, Function<T, String> json) {
    return rows.stream().map(json).collect(Collectors.joining(",\n"));
  }

  private static String minute(MinuteTally minute) {
    StringBuilder row = new StringBuilder("{\"source\":");
    row.append(JsonStrings.quote(minute.source()));
    row.append(",\"minute\":\"").append(time(minute.minute())).append("\",");
    tally(minute.tally(), row);
    return row.append('}').toString();
  }

  private static String finding(Finding finding) {
    StringBuilder row = new StringBuilder("{\"source\":");
    row.append(JsonStrings.quote(finding.source()));
    row.append(",\"minute\":\"").append(time(finding.minute()));
    row.append("\",\"stage\":\"").append(finding.stage().name().toLowerCase(Locale.ROOT));
    row.append("\",\"missing\":").append(finding.missing());
    row.append(",\"surplus\":").append(finding.surplus());
    row.append(",\"sentence\":").append(JsonStrings.quote(finding.sentence()));
    row.append(",\"examples\":[").append(each(finding.examples(), AuditAnswers::example));
    return row.append("]}").toString();
  }

  private static String example(Finding.Example example) {
    StringBuilder row = new StringBuilder("{\"id\":");
    row.append(JsonText.quoted(example.id())).append(",\"origin\":");
    EventJson.origin(example.origin(), row);
    return row.append('}').toString();
  }

  private static void tally(Tally t, StringBuilder out) {
    out.append("\"accepted\":").append(t.accepted());
    out.append(",\"stored\":").append(t.stored());
    out.append(",\"failed\":").append(t.failed());
    out.append(",\"duplicate\":").append(t.duplicate());
    out.append(",\"filtered\":").append(t.filtered());
    out.append(",\"in_flight\":").append(t.inFlight());
    out.append(",\"missing\":").append(t.missing());
    out.append(",\"surplus\":").append(t.surplus());
    out.append(",\"replayed\":").append(t.replayed());
  }

  static byte[] csv(List<MinuteTally> minutes) {
    Csv csv = new Csv();
    csv.row(
        "source",
        "minute",
        "accepted",
        "stored",
        "failed",
        "duplicate",
        "filtered",
        "in_flight",
        "missing",
        "surplus",
        "replayed");
    for (MinuteTally minute : minutes) {
      Tally t = minute.tally();
      csv.row(
          minute.source(),
          time(minute.minute()),
          t.accepted(),
          t.stored(),
          t.failed(),
          t.duplicate(),
          t.filtered(),
          t.inFlight(),
          t.missing(),
          t.surplus(),
          t.replayed());
    }
    return csv.bytes();
  }

  private static String time(long minute) {
    return IsoTime.ofMillis(minute * 60_000);
  }
}
