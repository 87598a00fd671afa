package io.eventmill.query;

import java.util.regex.Pattern;

/**
 * Rows of comma-separated values (RFC 4180). Events come from anyone who can reach the collector,
 * and a cell that begins with one of {@code = + - @} runs as a formula in a spreadsheet; so such a
 * cell gets an apostrophe in front, unless it is a number or nothing but the sign. See RATIONALE.
 */
final class Csv {
  private static final Pattern HARMLESS =
      Pattern.compile("[+-](\\d+(\\.\\d+)?([eE][+-]?\\d+)?)?|[^=+\\-@\t\r].*", Pattern.DOTALL);

  private final StringBuilder out = new StringBuilder();
  private boolean rowBegun;

  Csv row(Object... cells) {
    for (Object cell : cells) {
      cell(cell);
    }
    return end();
  }

  Csv cell(Object value) {
    if (rowBegun) {
      out.append(',');
    }
    rowBegun = true;
    String text = value == null ? "" : value.toString();
    if (value instanceof String && !text.isEmpty() && !HARMLESS.matcher(text).matches()) {
      text = "'" + text;
    }
    if (needsQuotes(text)) {
      out.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      out.append(text);
    }
    return this;
  }

  Csv end() {
    out.append("\r\n");
    rowBegun = false;
    return this;
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  byte[] bytes() {
    return out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
