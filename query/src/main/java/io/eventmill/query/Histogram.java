package io.eventmill.query;

import io.eventmill.query.Series.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A histogram as an answer. Buckets without events are left out; {@code from}, {@code to} and
 * {@code interval} say where they would be.
 *
 * @param span null when nothing is there to be covered
 */
record Histogram(long intervalMicros, Span span, String by, List<Row> rows) {
  static Histogram empty(long intervalMicros, String by) {
    return new Histogram(intervalMicros, null, by, List.of());
  }

  byte[] csv() {
    Csv csv = new Csv();
    if (by == null) {
      csv.row("start", "count");
      rows.forEach(r -> csv.row(time(r), r.count()));
    } else {
      csv.row("start", "value", "other", "count");
      rows.forEach(r -> csv.row(time(r), r.value(), r.other(), r.count()));
    }
    return csv.bytes();
  }

  byte[] json() {
    StringBuilder out = new StringBuilder(64 + rows.size() * 80);
    out.append("{\"interval\":\"").append(Interval.text(intervalMicros));
    out.append("\",\"interval_ms\":").append(intervalMicros / 1_000);
    out.append(",\"from\":")
        .append(JsonText.quoted(span == null ? null : IsoTime.ofMicros(span.fromMicros())));
    out.append(",\"to\":")
        .append(JsonText.quoted(span == null ? null : IsoTime.ofMicros(span.toMicros())));
    out.append(",\"by\":").append(JsonText.quoted(by)).append(",\"buckets\":[");
    for (int i = 0; i < rows.size(); i++) {
      out.append(i == 0 ? "\n" : ",\n");
      row(rows.get(i), out);
    }
    return out.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void row(Row row, StringBuilder out) {
    out.append("{\"start\":\"").append(time(row)).append('"');
    if (by != null) {
      out.append(",\"value\":").append(JsonText.quoted(row.value()));
      out.append(",\"other\":").append(row.other());
    }
    out.append(",\"count\":").append(row.count()).append('}');
  }

  private static String time(Row row) {
    return IsoTime.ofMicros(row.startMicros());
  }
}
