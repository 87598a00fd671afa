package io.eventmill.benchmark;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a bench is: a bar on a terminal, lines elsewhere. */
final class Bar implements AutoCloseable {
  private final String bench;
  private final PrintStream out;
  private ProgressBar bar; // null: no terminal, or nothing to show yet

  Bar(String bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  void at(String heat, String contestant, int round, int done, int total) {
    String what = "%s, round %d".formatted((heat + " " + contestant).strip(), round);
    if (System.console() == null) {
      out.printf("%s: %s (%d of %d)%n", bench, what, done + 1, total);
      return;
    }
    if (bar == null || bar.getMax() != total || done == 0) {
      close();
      bar =
          new ProgressBarBuilder()
              .setTaskName(bench)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .build();
    }
    bar.stepTo(done).setExtraMessage(" " + what);
  }

  void say(String what) {
    if (bar == null) {
      out.println(bench + ": " + what);
    } else {
      bar.setExtraMessage(" " + what);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
