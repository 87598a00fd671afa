package io.eventmill.benchmark.race;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.Span;
import java.util.EnumMap;
import java.util.Map;

/**
 * One contestant in one round.
 *
 * @param found what its output is; null where a bench has no output to look at
 */
public record Trial(Map<Measure, Double> figures, Checksum found) {
  public Trial {
    figures = Map.copyOf(figures);
  }

  /** The figures of work on a number of events, from where the clock began to where it stopped. */
  public static Trial of(long events, Span span, Checksum found) {
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    figures.put(Measure.RATE, events / span.seconds());
    figures.put(Measure.SECONDS, span.seconds());
    if (span.cpuSeconds() > 0) {
      figures.put(Measure.CPU_SECONDS, span.cpuSeconds());
      figures.put(Measure.CPU_MICROS, span.cpuSeconds() * 1e6 / events);
    }
    if (span.peakBytes() > 0) {
      figures.put(Measure.PEAK_MB, span.peakBytes() / 1048576.0);
    }
    return new Trial(figures, found);
  }

  public Trial with(Measure measure, double value) {
    Map<Measure, Double> more = new EnumMap<>(Measure.class);
    more.putAll(figures);
    more.put(measure, value);
    return new Trial(more, found);
  }
}
