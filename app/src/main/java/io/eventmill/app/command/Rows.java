package io.eventmill.app.command;

import java.io.PrintWriter;

/** Names and values in two columns. */
record Rows(PrintWriter out, Paint paint) {
  /** Nothing when the value is null. */
  void row(String name, String value) {
    if (value != null) {
      out.println("  " + paint.dim(String.format("%-10s", name)) + "  " + Paint.line(value, 2_000));
    }
  }
}
