package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** An answer as a table for people: long values are cut, line breaks and the like shown as such. */
final class SqlText {
  private static final int WIDTH_MAX = 60;

  private SqlText() {}

  static void print(JsonNode answer, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>();
    answer.path("columns").forEach(column -> head.add(cell(column.path("name"))));
    lines.add(head);
    for (JsonNode row : answer.path("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(value -> cells.add(cell(value)));
      lines.add(cells);
    }
    int[] widths = new int[head.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(line.get(i)));
      }
    }
    for (int l = 0; l < lines.size(); l++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean number = l > 0 && answer.path("rows").path(l - 1).path(i).isNumber();
        String cell = lines.get(l).get(i);
        String room = " ".repeat(widths[i] - length(cell));
        line.append(i == 0 ? "" : "  ").append(number ? room + cell : cell + room);
      }
      out.println(line.toString().stripTrailing());
    }
    int rows = lines.size() - 1;
    out.println();
    out.println(
        answer.path("more").asBoolean()
            ? "The first " + rows + " rows; there are more (store.sql_rows_max)."
            : rows + (rows == 1 ? " row." : " rows."));
  }

  private static String cell(JsonNode value) {
    if (value.isNull()) {
      return "-";
    }
    String text = value.asText().replaceAll("\\p{Cntrl}", "\u00b7");
    return length(text) <= WIDTH_MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, WIDTH_MAX - 1)) + "\u2026";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
