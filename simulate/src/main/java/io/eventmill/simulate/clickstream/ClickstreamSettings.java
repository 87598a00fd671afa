package io.eventmill.simulate.clickstream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How many events, how fast, from when on.
 *
 * @param events after which the run ends; 0 for no limit
 * @param duration after which the run ends; zero for no limit
 * @param rate events a second; 0 for as fast as they are taken
 * @param start where event time begins, to go on by 1 / rate with each event, sent as fast as they
 *     are taken; null for the wall clock
 * @param zone whose offset the timestamps name
 * @param seed the same seed gives the same ids and values; null for new ones in each run
 */
public record ClickstreamSettings(
    long events, Duration duration, double rate, Instant start, ZoneId zone, Long seed) {
  private static final double RATE = 10;

  public ClickstreamSettings {
    requireNonNull(duration, "duration is null");
    requireNonNull(zone, "zone is null");
    if (events < 0) {
      throw new IllegalArgumentException(
          "--events: " + events + " is not possible; give a number above 0");
    }
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("--rate: " + rate + " is not possible; give 0 or more");
    }
    if (start != null && rate == 0) {
      throw new IllegalArgumentException(
          "--start: needs a --rate above 0, which says how far apart the events' times are");
    }
  }

  /** In real time, ten events a second, without end. */
  public static ClickstreamSettings defaults() {
    return new ClickstreamSettings(0, Duration.ZERO, RATE, null, ZoneOffset.UTC, null);
  }

  public ClickstreamSettings withEvents(long given) {
    return new ClickstreamSettings(given, duration, rate, start, zone, seed);
  }

  public ClickstreamSettings withDuration(Duration given) {
    return new ClickstreamSettings(events, given, rate, start, zone, seed);
  }

  public ClickstreamSettings withRate(double given) {
    return new ClickstreamSettings(events, duration, given, start, zone, seed);
  }

  public ClickstreamSettings withStart(Instant given) {
    return new ClickstreamSettings(events, duration, rate, given, zone, seed);
  }

  public ClickstreamSettings withZone(ZoneId given) {
    return new ClickstreamSettings(events, duration, rate, start, given, seed);
  }

  public ClickstreamSettings withSeed(Long given) {
    return new ClickstreamSettings(events, duration, rate, start, zone, given);
  }
}
