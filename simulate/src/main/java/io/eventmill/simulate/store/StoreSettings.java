package io.eventmill.simulate.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How many report how much, how often, from when on.
 *
 * @param workers who report side by side
 * @param count events of all of them together, after which the run ends; 0 for no limit
 * @param pauseMin shortest pause of a worker before an event
 * @param pauseMax longest one; between the two each is as likely as another, by whole seconds where
 *     both ends are such, else by milliseconds
 * @param duration after which the run ends; zero for no limit
 * @param start where event time begins, to go on by the pauses, sent as fast as they are taken;
 *     null for the wall clock
 * @param zone of the timestamps, which name none
 * @param seed the same seed gives the same values and pauses; null for new ones in each run
 */
public record StoreSettings(
    int workers,
    long count,
    Duration pauseMin,
    Duration pauseMax,
    Duration duration,
    Instant start,
    ZoneId zone,
    Long seed) {
  private static final int WORKERS_MAX = 10_000;
  private static final Duration PAUSE_MAX = Duration.ofDays(1);

  public StoreSettings {
    requireNonNull(duration, "duration is null");
    requireNonNull(zone, "zone is null");
    if (workers < 1 || workers > WORKERS_MAX) {
      throw new IllegalArgumentException(
          "--workers: " + workers + " is not possible; give a number from 1 to " + WORKERS_MAX);
    }
    if (count < 0) {
      throw new IllegalArgumentException(
          "--count: " + count + " is not possible; give a number above 0, or 0 for no end");
    }
    if (pauseMin.isNegative()
        || pauseMax.compareTo(pauseMin) < 0
        || pauseMax.compareTo(PAUSE_MAX) > 0) {
      throw new IllegalArgumentException(
          "--pause-min, --pause-max: from %s to %s ms is not possible; give the shorter first, up to one day"
              .formatted(pauseMin.toMillis(), pauseMax.toMillis()));
    }
  }

  /** One worker, four events, whole seconds from 1 to 19 before each. */
  public static StoreSettings defaults() {
    return new StoreSettings(
        1,
        4,
        Duration.ofSeconds(1),
        Duration.ofSeconds(19),
        Duration.ZERO,
        null,
        ZoneOffset.UTC,
        null);
  }

  public StoreSettings withWorkers(int given) {
    return new StoreSettings(given, count, pauseMin, pauseMax, duration, start, zone, seed);
  }

  public StoreSettings withCount(long given) {
    return new StoreSettings(workers, given, pauseMin, pauseMax, duration, start, zone, seed);
  }

  public StoreSettings withPause(Duration min, Duration max) {
    return new StoreSettings(workers, count, min, max, duration, start, zone, seed);
  }

  public StoreSettings withDuration(Duration given) {
    return new StoreSettings(workers, count, pauseMin, pauseMax, given, start, zone, seed);
  }

  public StoreSettings withStart(Instant given) {
    return new StoreSettings(workers, count, pauseMin, pauseMax, duration, given, zone, seed);
  }

  public StoreSettings withZone(ZoneId given) {
    return new StoreSettings(workers, count, pauseMin, pauseMax, duration, start, given, seed);
  }

  public StoreSettings withSeed(Long given) {
    return new StoreSettings(workers, count, pauseMin, pauseMax, duration, start, zone, given);
  }
}
