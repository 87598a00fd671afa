package io.eventmill.simulate.mobile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is sent, how often, for how long.
 *
 * @param file of lines, one JSON object each; null for the three lines that come with this
 * @param every from the beginning of one tick to that of the next
 * @param ticks after which the run ends; 0 for no limit
 * @param duration after which the run ends; zero for no limit
 * @param lineBytes most bytes of a line
 */
public record MobileSettings(
    Path file, Duration every, long ticks, Duration duration, int lineBytes) {
  private static final int LINE_BYTES = 1024 * 1024;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  public MobileSettings {
    requireNonNull(every, "every is null");
    requireNonNull(duration, "duration is null");
    if (every.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "--every: give 1ms or more, found " + every.toNanos() + " ns");
    }
    if (ticks < 0) {
      throw new IllegalArgumentException(
          "--ticks: " + ticks + " is not possible; give a number above 0");
    }
    if (lineBytes < 64) {
      throw new IllegalArgumentException("line bytes: " + lineBytes + " is below 64");
    }
  }

  /** Once a second, without end. */
  public static MobileSettings defaults() {
    return new MobileSettings(null, Duration.ofSeconds(1), 0, Duration.ZERO, LINE_BYTES);
  }

  public MobileSettings withFile(Path given) {
    return new MobileSettings(given, every, ticks, duration, lineBytes);
  }

  public MobileSettings withEvery(Duration given) {
    return new MobileSettings(file, given, ticks, duration, lineBytes);
  }

  public MobileSettings withTicks(long given) {
    return new MobileSettings(file, every, given, duration, lineBytes);
  }

  public MobileSettings withDuration(Duration given) {
    return new MobileSettings(file, every, ticks, given, lineBytes);
  }

  public MobileSettings withLineBytes(int given) {
    return new MobileSettings(file, every, ticks, duration, given);
  }
}
