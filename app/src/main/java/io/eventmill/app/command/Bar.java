package io.eventmill.app.command;

import java.io.PrintStream;

/** A bar that fills, on a terminal; nothing elsewhere but notes. */
final class Bar implements AutoCloseable {
  private static final int WIDTH = 40;
  private static final String LINE_BEGIN = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final String verb;
  private final long total;
  private String noted = "";

  private Bar(PrintStream out, boolean terminal, String verb, long total) {
    this.out = out;
    this.terminal = terminal;
    this.verb = verb;
    this.total = total;
  }

  static Bar on(PrintStream out, String verb, long total) {
    return new Bar(out, System.console() != null, verb, total);
  }

  void at(long done) {
    if (terminal && total > 0) {
      int full = (int) Math.min(WIDTH, done * WIDTH / total);
      out.printf(
          "%s[%s%s] %,d of %,d %s",
          LINE_BEGIN, "#".repeat(full), " ".repeat(WIDTH - full), done, total, verb);
      out.flush();
    }
  }

  /** Something worth a line; said once. */
  void note(String message) {
    if (!noted.equals(message)) {
      noted = message;
      out.println((terminal ? LINE_BEGIN : "") + Paint.line(message, 500));
    }
  }

  @Override
  public void close() {
    if (terminal && total > 0) {
      out.print(LINE_BEGIN);
      out.flush();
    }
  }
}
