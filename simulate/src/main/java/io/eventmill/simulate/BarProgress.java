package io.eventmill.simulate;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that fills with the bytes of the input. */
final class BarProgress implements Progress {
  private static final long MEGABYTE = 1024 * 1024;
  private static final long UNKNOWN = -1;

  private final ProgressBar bar;

  BarProgress(PrintStream out) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("send")
            .setInitialMax(UNKNOWN)
            .setUnit(" MB", MEGABYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void at(long done, long total, long events) {
    bar.maxHint(total > 0 ? total : UNKNOWN);
    bar.stepTo(done);
    bar.setExtraMessage(" " + events + " events");
  }

  @Override
  public void note(String message) {
    bar.setExtraMessage(" " + message);
  }

  @Override
  public void close() {
    bar.close();
  }
}
