package io.eventmill.benchmark;

import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Race;
import io.eventmill.benchmark.race.Trial;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a bench is: a bar on a terminal, lines elsewhere. */
final class Bar implements Race.Watcher, AutoCloseable {
  private final String bench;
  private final PrintStream out;
  private long began;
  private ProgressBar bar; // null: no terminal, or nothing to show yet

  Bar(String bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  @Override
  public void on(String heat, String contestant, int round, int done, int total) {
    String what =
        "%s, round %d%s".formatted((heat + " " + contestant).strip(), round, left(done, total));
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

  /** As far as the rounds so far tell. */
  private String left(int done, int total) {
    if (done == 0) {
      began = System.nanoTime();
      return "";
    }
    double seconds = (System.nanoTime() - began) / 1e9 / done * (total - done);
    return seconds < 90
        ? ", about %.0f s left".formatted(seconds)
        : ", about %.0f min left".formatted(seconds / 60);
  }

  @Override
  public void found(String contestant, int round, Trial trial) {
    StringBuilder figures = new StringBuilder();
    new TreeMap<>(trial.figures())
        .forEach(
            (measure, value) ->
                figures.append(figures.isEmpty() ? " " : ", ").append(told(measure, value)));
    out.printf(
        "%s%s: %s, round %d:%s%n", bar == null ? "" : "\r", bench, contestant, round, figures);
  }

  private static String told(Measure measure, double value) {
    return String.format(Locale.ROOT, "%,.4g %s", value, measure.label());
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
