package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.SqlTable;
import io.eventmill.store.SqlTable.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A table of texts as an answer: in JSON, numbers and booleans are what they are. */
final class SqlAnswers {
  private static final Pattern NUMBERS =
      Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?(e[+-]?\\d+)?");

  private SqlAnswers() {}

  static byte[] json(SqlTable table) {
    StringBuilder out = new StringBuilder("{\"columns\":[");
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      out.append(i == 0 ? "" : ",").append("{\"name\":");
      JsonStrings.quote(columns.get(i).name(), out);
      out.append(",\"type\":");
      JsonStrings.quote(columns.get(i).type(), out);
      out.append('}');
    }
    out.append("],\n\"more\":").append(table.more()).append(",\n\"rows\":[");
    for (int r = 0; r < table.rows().size(); r++) {
      out.append(r == 0 ? "[" : ",\n[");
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : ",");
        value(table.rows().get(r).get(i), columns.get(i).type(), out);
      }
      out.append(']');
    }
    return out.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void value(String value, String type, StringBuilder out) {
    boolean plain =
        value == null
            || type.equals("BOOLEAN")
            || NUMBERS.matcher(type).matches() && NUMBER.matcher(value).matches();
    if (plain) {
      out.append(value);
    } else {
      JsonStrings.quote(value, out);
    }
  }

  static byte[] csv(SqlTable table) {
    Csv csv = new Csv();
    table.columns().forEach(column -> csv.cell(column.name()));
    csv.end();
    for (List<String> row : table.rows()) {
      row.forEach(csv::cell);
      csv.end();
    }
    return csv.bytes();
  }
}
